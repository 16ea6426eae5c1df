// 自动生成，请勿手改。Generated, not to be edited.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './schema-types.ts';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export type FiguresReconciliationQueryVariables = Exact<{
  jurisdictions?: Array<string> | null | undefined;
  asOf?: string | null | undefined;
}>;


export type FiguresReconciliationQuery = {
  figuresReconciliation: Array<{
    verdict: Types.FigureVerdict,
    verdicts: Array<Types.FigureVerdict>,
    asOf: string,
    derivedFromDemonstration: boolean,
    derivedCount: number | null,
    candidateCount: number | null,
    pairCount: number | null,
    residual: string | null,
    figure: {
      id: string,
      title: string,
      value: string,
      unitText: string,
      atLeast: boolean,
      periodText: string | null,
      source: string | null,
      jurisdiction: {
        code: string,
        name: string
      } | null
    } | null,
    derivedRatio: {
      numerator: number,
      denominator: number,
      value: number | null
    } | null,
    candidates: Array<{
      numerator: number,
      denominator: number,
      percent: string
    }> | null,
    pairs: Array<{
      own: {
        numerator: number,
        denominator: number,
        percent: string
      },
      partner: {
        numerator: number,
        denominator: number,
        percent: string
      }
    }> | null,
    nearest: {
      numerator: number,
      denominator: number,
      percent: string
    } | null,
    beyond: {
      numerator: number,
      denominator: number,
      percent: string
    } | null,
    explanation: {
      zh: string,
      en: string
    }
  }> | null
};

export type ShareFragment = {
  numerator: number,
  denominator: number,
  percent: string
};

/**
 * 上报指标核对
 * Reported figures beside what the records give, with verdicts
 */
export const FiguresReconciliationDocument = {"kind":"Document","documentId":"9f8050d8350a812728006ead459bd693f88dd315cc2dabb90a8877ef5e8b8325","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FiguresReconciliation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"directives":[]},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}},"directives":[]}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"figuresReconciliation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jurisdictions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jurisdictions"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"figure"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"title"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"value"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"unitText"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"atLeast"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"periodText"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"source"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[],"directives":[]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"verdict"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"verdicts"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"asOf"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"derivedFromDemonstration"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"derivedCount"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"derivedRatio"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"numerator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"denominator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"value"},"arguments":[],"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"candidateCount"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Share"},"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"pairCount"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"pairs"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"own"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Share"},"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"partner"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Share"},"directives":[]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"nearest"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Share"},"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"beyond"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Share"},"directives":[]}]}},{"kind":"Field","name":{"kind":"Name","value":"residual"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"arguments":[],"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"zh"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"en"},"arguments":[],"directives":[]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Share"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FigureShare"}},"directives":[],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"numerator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"denominator"},"arguments":[],"directives":[]},{"kind":"Field","name":{"kind":"Name","value":"percent"},"arguments":[],"directives":[]}]}}]} as unknown as TypedDocumentNode<FiguresReconciliationQuery, FiguresReconciliationQueryVariables> & { readonly documentId: string };
