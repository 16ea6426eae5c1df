/** Who owns what in a federation under test: the jurisdictions of each deployment. */
export type Layout = readonly (readonly string[])[];

export const chaozhouCodes = ['445100', '445102', '445103', '445122'] as const;

/** The ways in which 潮州's four jurisdictions are spread over deployments. */
export const layouts = {
  /** Each its own: the form in which the platform runs. */
  apart: [['445100'], ['445102'], ['445103'], ['445122']],
  /** The city hosts a county, another county hosts its neighbour. */
  pairs: [
    ['445100', '445103'],
    ['445102', '445122'],
  ],
  /** All but one county in one place. */
  lopsided: [['445100', '445102', '445122'], ['445103']],
  /** One deployment owns everything. */
  together: [chaozhouCodes],
} as const satisfies Record<string, Layout>;
export type LayoutName = keyof typeof layouts;

/** The name of the deployment that owns these: the audience of its assertions. */
export function deploymentName(codes: readonly string[]): string {
  return `d-${codes.join('-')}`;
}
