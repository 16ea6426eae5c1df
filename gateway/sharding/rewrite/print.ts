import {
  getNamedType,
  isInterfaceType,
  Kind,
  print,
  visit,
  type ArgumentNode,
  type ASTNode,
  type GraphQLNamedType,
} from 'graphql';
import type { Field, Piece, Selection, Shape } from './tree.ts';

/** The text of a field as a shard is asked. `arguments` replaces the field's own, where the sharding layer chooses some. */
export function printField(field: Field, chosen: readonly ArgumentNode[] = field.arguments): string {
  const alias = field.key === field.name ? '' : `${field.key}:`;
  const given = chosen.length > 0 ? `(${chosen.map((argument) => print(argument)).join(',')})` : '';
  const directives = field.directives.map((directive) => ` ${print(directive)}`).join('');
  const selection = field.selection ? printSelection(field.selection, getNamedType(field.type)) : '';
  return `${alias}${field.name}${given}${directives}${selection}`;
}

export function printShape(shape: Shape): string {
  return shape.fields.map((field) => printField(field)).join(' ');
}

function printSelection(selection: Selection, type: GraphQLNamedType): string {
  const typename = selection.typename ? `${selection.typename}:__typename ` : '';
  if (selection.only) return `{${typename}${printShape(selection.only)}}`;
  const shapes = [...selection.shapes.values()].map((shape) => ({ shape, text: printShape(shape) }));
  // What is asked of every type alike is asked of the interface: no fragment for each.
  const [first] = shapes;
  if (first && isInterfaceType(type) && shapes.every(({ text }) => text === first.text)) {
    const known = type.getFields();
    if (first.text && first.shape.fields.every(({ name }) => name === '__typename' || known[name])) {
      return `{${typename}${first.text}}`;
    }
  }
  const fragments = shapes
    .filter(({ text }) => text !== '')
    .map(({ shape, text }) => `...on ${shape.type.name}{${text}}`);
  return `{${typename}${fragments.join(' ')}}`;
}

/** The names of the client's variables in fields and all below them. */
export function variablesIn(fields: readonly Field[], found: Set<string> = new Set()): Set<string> {
  for (const field of fields) {
    for (const node of [...field.arguments, ...field.directives]) collectVariables(node, found);
    for (const shape of field.selection?.shapes.values() ?? []) variablesIn(shape.fields, found);
  }
  return found;
}

export function collectVariables(node: ASTNode, found: Set<string>): void {
  visit(node, { [Kind.VARIABLE]: ({ name }: { name: { value: string } }) => void found.add(name.value) });
}

/** One document out of pieces that go to the same shard. */
export function printDocument(
  operation: 'query' | 'mutation',
  pieces: readonly Piece[],
  declarations: ReadonlyMap<string, string>,
): string {
  const variables = new Set<string>();
  for (const piece of pieces) {
    for (const name of piece.variables) variables.add(declarations.get(name) ?? `$${name}:String`);
    for (const { name, type } of piece.reserved) variables.add(`$${name}:${type}`);
  }
  const declared = variables.size > 0 ? `(${[...variables].join(',')})` : '';
  return `${operation}${declared}{${pieces.map(({ text }) => text).join(' ')}}`;
}
