import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/**
 * What the fields of an answer are called in the Chinese half of their descriptions, by the field's path of response keys:
 * `pairings.nodes.title` → `结对名称`. A fragment may be spread anywhere: its fields stand under `*.`. Empty where the text
 * does not parse. Pure.
 */
export function labelsOf(schema: GraphQLSchema, query: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const info = new TypeInfo(schema);
  const path: string[] = [];
  try {
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        FragmentDefinition: {
          enter: ({ name }) => void path.push(`...${name.value}`),
          leave: () => void path.pop(),
        },
        Field: {
          enter(node) {
            path.push((node.alias ?? node.name).value);
            const label = chineseOf(info.getFieldDef()?.description ?? '');
            if (label === '') return;
            labels.set(path.join('.'), label);
            const fragment = path.findLastIndex((each) => each.startsWith('...'));
            if (fragment >= 0) labels.set(`*.${path.slice(fragment + 1).join('.')}`, label);
          },
          leave: () => void path.pop(),
        },
      }),
    );
  } catch {
    return new Map();
  }
  return labels;
}

/** The label of a table's column, or the column itself. */
export function labelOf(labels: ReadonlyMap<string, string>, table: string, column: string): string {
  const parts = column.split('.');
  const own =
    labels.get(`${table}.${column}`) ?? labels.get(`${table}.node.${column}`) ?? labels.get(`*.${column}`);
  if (own === undefined) return column;
  if (parts.length === 1) return own;
  const parent = labelOf(labels, table, parts.slice(0, -1).join('.'));
  return `${parent}：${own}`;
}

/** Descriptions are bilingual, Chinese first: what stands before the first stop or the first capital letter. */
export function chineseOf(description: string): string {
  return description.split(/[。：；，（]|\s*[A-Z]/)[0]!.trim();
}
