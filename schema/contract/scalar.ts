/**
 * What the scalars of the schema that GraphQL has not itself are in JSON, in variables and answers alike: each a text. In
 * answers, of this form; of moments, variables may have another offset than UTC.
 */
export const textScalars: Readonly<Record<string, RegExp>> = {
  Date: /^\d{4}-\d{2}-\d{2}$/,
  DateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
};
