// 自动生成，请勿手改。Generated, not to be edited.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './schema-types.ts';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export type ActivitiesByKindQueryVariables = Exact<{
  jurisdictions?: Array<string> | null | undefined;
  filter?: Types.ActivityFilter | null | undefined;
}>;


export type ActivitiesByKindQuery = {
  activityGroups: Array<{
    label: string,
    kind: Types.ActivityKind | null,
    count: number | null,
    participants: number | null,
    earliestHeldOn: string | null,
    latestHeldOn: string | null
  }> | null
};

/**
 * 活动统计
 * Activities by kind
 */
export const ActivitiesByKindDocument = {"kind":"Document","documentId":"1aec74240c1d53e073663c043c200a9ee923331fd53106403f78d073433e931a","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActivitiesByKind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivityFilter"}},"directives":[]}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activityGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"KIND"}]}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"kind"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"count"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"participants"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"earliestHeldOn"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"latestHeldOn"},"arguments":[],"directives":[]}]}}]}}]} as unknown as TypedDocumentNode<ActivitiesByKindQuery, ActivitiesByKindQueryVariables> & { readonly documentId: string };
