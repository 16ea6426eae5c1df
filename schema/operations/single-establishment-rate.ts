// 自动生成，请勿手改。Generated, not to be edited.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './schema-types.ts';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export type SingleEstablishmentRateQueryVariables = Exact<{
  jurisdictions?: Array<string> | null | undefined;
  asOf?: string | null | undefined;
}>;


export type SingleEstablishmentRateQuery = {
  byJurisdiction: Array<{
    jurisdiction: string | null,
    label: string,
    kind: Types.OrganisationKind | null,
    definitionVersion: number,
    asOf: string,
    definition: {
      zh: string,
      en: string
    },
    ratio: {
      numerator: number,
      denominator: number,
      value: number | null
    } | null
  }> | null,
  inSum: Array<{
    label: string,
    kind: Types.OrganisationKind | null,
    definitionVersion: number,
    asOf: string,
    definition: {
      zh: string,
      en: string
    },
    ratio: {
      numerator: number,
      denominator: number,
      value: number | null
    } | null
  }> | null
};

export type LineFragment = {
  label: string,
  kind: Types.OrganisationKind | null,
  definitionVersion: number,
  asOf: string,
  definition: {
    zh: string,
    en: string
  },
  ratio: {
    numerator: number,
    denominator: number,
    value: number | null
  } | null
};

/**
 * 单独组建率（分县区）
 * Single establishment rate, by county and kind of organisation, and in sum
 */
export const SingleEstablishmentRateDocument = {"kind":"Document","documentId":"bc8cb4808bf9671acf81213145273f4d0edbcb9850005771b7d99354eebe439f","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SingleEstablishmentRate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}},"directives":[]}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"byJurisdiction"},"name":{"kind":"Name","value":"indicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"codes"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SINGLE_ESTABLISHMENT"}]}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"JURISDICTION"},{"kind":"EnumValue","value":"KIND"}]}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"},"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"arguments":[],"directives":[]}]}},{"kind":"Field","alias":{"kind":"Name","value":"inSum"},"name":{"kind":"Name","value":"indicators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"codes"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SINGLE_ESTABLISHMENT"}]}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"KIND"}]}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"},"directives":[]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Indicator"}},"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"kind"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"definitionVersion"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"definition"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"zh"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"en"},"arguments":[],"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"ratio"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"numerator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"denominator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"value"},"arguments":[],"directives":[]}]}}]}}]} as unknown as TypedDocumentNode<SingleEstablishmentRateQuery, SingleEstablishmentRateQueryVariables> & { readonly documentId: string };
