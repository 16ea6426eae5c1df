import { Kind, visit, type DocumentNode, type NameNode } from 'graphql';

/**
 * `__proto__` is a name of GraphQL like any other, and a trap in every JavaScript object between shard and client. A field that
 * is to be answered under it travels under this name instead, which nobody else uses.
 */
const standIn = 'jiedui_proto_2f6b0c';

/** The document with the stand-in for every such alias; the same document where there is none. */
export function withoutProtoAliases(document: DocumentNode): DocumentNode {
  const renamed = (name: NameNode): NameNode => ({ ...name, value: standIn });
  return visit(document, {
    [Kind.FIELD](node) {
      return node.alias?.value === '__proto__' ? { ...node, alias: renamed(node.alias) } : undefined;
    },
  });
}

/**
 * The answer as the client asked for it. In JSON text a name between two quotes is a key, a step of a path, or the whole of a
 * text that is exactly the stand-in.
 */
export function withProtoAliases(text: string): string {
  return text.replaceAll(`"${standIn}"`, '"__proto__"');
}
