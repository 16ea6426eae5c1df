import { echo } from '@jiedui/schema/contract/error';

export interface Expectation {
  expected: string;
  received: string;
}

// A text is printed as JSON, so that what a client writes into it cannot end it; what else has a semicolon is left alone.
const inVariable =
  /^Variable "\$\w+" got invalid value (?<value>"(?:[^"\\]|\\.)*"|[^;]+?)(?: at "(?<at>[^"]+)")?; (?<reason>[\s\S]+)$/;

/**
 * What GraphQL's own rules expected of a value and what they received, out of the sentence in which they say it; null where the
 * sentence is of another kind. Every refusal of the platform has the two apart, for a form to put beside its field.
 */
export function expectationIn(message: string): Expectation | null {
  const variable = inVariable.exec(message)?.groups;
  const reason = variable?.['reason'] ?? message;
  const at = variable?.['at'] === undefined ? '' : `${variable['at']}: `;
  const choice = /^Value "(?<value>[\s\S]*)" does not exist in "(?<type>\w+)" enum\b/.exec(reason)?.groups;
  if (choice) return { expected: `${at}a value of ${choice['type']}`, received: echo(choice['value']) };
  if (variable) return { expected: `${at}${reason}`, received: shown(variable['value']!) };
  const literal = /^(?<type>[A-Za-z]\w*) cannot represent (?<what>[^:]+): (?<value>[\s\S]+)$/.exec(
    message,
  )?.groups;
  if (literal) return { expected: `a value of ${literal['type']}`, received: shown(literal['value']!) };
  const missing =
    /^Field "[^"]+" (?:argument "[^"]+" )?of (?:required )?type "[^"]+" (?:is required, but it )?was not provided\.$/.exec(
      message,
    );
  return missing ? { expected: message, received: 'nothing' } : null;
}

/** Printed by GraphQL already; cut as every echo is. */
function shown(value: string): string {
  return value.length > longest ? `${value.slice(0, longest).toWellFormed()}…` : value;
}

/** Unit: characters. */
const longest = 80;
