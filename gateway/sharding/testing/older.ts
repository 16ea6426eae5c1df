import { codedError } from '@jiedui/schema/contract/error';
import {
  buildASTSchema,
  isInterfaceType,
  parse,
  printSchema,
  visit,
  type FieldDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import { resolveField } from './resolvers.ts';
import { toyRules, type Program } from './shards.ts';

/** `Farm.note`, a field that an older release lacks; `Query.farms(smallest)`, an argument; `Gadget`, a type. */
export type Lack = string;

/** A release that refuses documents with what it lacks, as every GraphQL server does. */
export function olderRelease(lacks: readonly Lack[], subgraph = 'ledger'): Program {
  const { schema } = toyRules.subgraphs.get(subgraph)!;
  return { schema: without(schema, completed(lacks, schema)) };
}

/** The oracle: a release that knows everything, and fails in each of these fields by itself. */
export function failingRelease(lacks: readonly Lack[], subgraph = 'ledger'): Program {
  const missing = completed(lacks, toyRules.subgraphs.get(subgraph)!.schema);
  return {
    resolve(source, args, holder, info) {
      const name = `${info.parentType.name}.${info.fieldName}`;
      const given = info.fieldNodes[0]?.arguments ?? [];
      if (missing.has(name) || given.some((one) => missing.has(`${name}(${one.name.value})`))) {
        throw codedError('UNSUPPORTED_BY_JURISDICTION', 'not in this release');
      }
      return resolveField(source, args as never, holder, info) as unknown;
    },
  };
}

/** A type cannot lack what its interface has: what one of them lacks, all that share the interface lack. */
function completed(lacks: readonly Lack[], schema: GraphQLSchema): ReadonlySet<Lack> {
  const all = new Set(lacks);
  for (const type of Object.values(schema.getTypeMap()).filter(isInterfaceType)) {
    const family = [type, ...schema.getPossibleTypes(type)].map(({ name }) => name);
    for (const lack of lacks) {
      const [owner, field = ''] = lack.split('.');
      const shared = family.includes(owner!) && type.getFields()[field.replace(/\(.*/, '')];
      if (shared) for (const name of family) all.add(`${name}.${field}`);
    }
  }
  return all;
}

function without(schema: GraphQLSchema, lacks: ReadonlySet<Lack>): GraphQLSchema {
  const fieldsOf = (node: { name: { value: string }; fields?: readonly FieldDefinitionNode[] }) => ({
    ...node,
    fields: node.fields
      ?.filter((field) => !lacks.has(`${node.name.value}.${field.name.value}`))
      .map((field) => ({
        ...field,
        arguments: field.arguments?.filter(
          (one) => !lacks.has(`${node.name.value}.${field.name.value}(${one.name.value})`),
        ),
      })),
  });
  const document = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition: (node) => (lacks.has(node.name.value) ? null : fieldsOf(node)),
    InterfaceTypeDefinition: fieldsOf,
  });
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
}
