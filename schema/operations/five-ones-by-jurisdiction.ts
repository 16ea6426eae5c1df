// 自动生成，请勿手改。Generated, not to be edited.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './schema-types.ts';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export type FiveOnesByJurisdictionQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  asOf?: string | null | undefined;
  jurisdictions?: Array<string> | null | undefined;
  rule?: Array<Types.ObligationRule> | null | undefined;
}>;


export type FiveOnesByJurisdictionQuery = {
  byJurisdiction: Array<{
    jurisdiction: string | null,
    label: string,
    rule: Types.ObligationRule | null,
    count: number | null,
    met: number | null,
    due: number | null,
    overdue: number | null,
    compliance: {
      numerator: number,
      denominator: number,
      value: number | null
    } | null
  }> | null,
  inSum: Array<{
    label: string,
    rule: Types.ObligationRule | null,
    count: number | null,
    met: number | null,
    due: number | null,
    overdue: number | null,
    compliance: {
      numerator: number,
      denominator: number,
      value: number | null
    } | null
  }> | null
};

export type LineFragment = {
  label: string,
  rule: Types.ObligationRule | null,
  count: number | null,
  met: number | null,
  due: number | null,
  overdue: number | null,
  compliance: {
    numerator: number,
    denominator: number,
    value: number | null
  } | null
};

/**
 * 五个一完成情况（分县区）
 * The five ones by jurisdiction, and in sum
 */
export const FiveOnesByJurisdictionDocument = {"kind":"Document","documentId":"469b880187ac87d4eedb35572a18545aaf97689b92b408e2595e7b4f4a243f4c","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FiveOnesByJurisdiction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rule"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ObligationRule"}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"LEDGER"},{"kind":"EnumValue","value":"CONTACT"},{"kind":"EnumValue","value":"RESEARCH_VISIT"},{"kind":"EnumValue","value":"SOLVED_PROBLEM"},{"kind":"EnumValue","value":"YEAR_END_REPORT"}]},"directives":[]}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"byJurisdiction"},"name":{"kind":"Name","value":"obligationGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"JURISDICTION"},{"kind":"EnumValue","value":"RULE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"rule"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rule"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"},"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"arguments":[],"directives":[]}]}},{"kind":"Field","alias":{"kind":"Name","value":"inSum"},"name":{"kind":"Name","value":"obligationGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"RULE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"rule"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rule"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}},{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"},"directives":[]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ObligationGroup"}},"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"rule"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"count"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"met"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"due"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"overdue"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"compliance"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"numerator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"denominator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"value"},"arguments":[],"directives":[]}]}}]}}]} as unknown as TypedDocumentNode<FiveOnesByJurisdictionQuery, FiveOnesByJurisdictionQueryVariables> & { readonly documentId: string };
