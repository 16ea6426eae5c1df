import { echo, expectation } from '@jiedui/schema/contract/error';
import { GraphQLScalarType, Kind } from 'graphql';

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Whether the text is a day that exists, as YYYY-MM-DD; years 1000 to 9999, so that byte order is the order of days. By
 * arithmetic: every day of every answer is checked, and an expression and a Date would take half of writing a long list.
 */
export function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1)) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : daysOfMonth[month - 1]!);
}

/** The number that the ASCII digits of a part write, or NaN. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const momentShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The moment that an RFC 3339 text names, or null where it names none. */
export function readMoment(text: unknown): Date | null {
  if (typeof text !== 'string' || !momentShape.test(text) || !isDate(text.slice(0, 10))) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function parseDate(value: unknown): string {
  if (isDate(value)) return value;
  throw expectation('BAD_USER_INPUT', { expected: 'a day that exists, as YYYY-MM-DD', received: value });
}

function parseMoment(value: unknown): Date {
  const moment = readMoment(value);
  if (moment) return moment;
  throw expectation('BAD_USER_INPUT', {
    expected: 'a moment as RFC 3339, such as 2022-11-30T08:00:00Z',
    received: value,
  });
}

/** graphql-scalars' Date is a JavaScript Date in some time zone; a civil date has none, so it stays the text it is. */
export const GraphQLDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: '民用日期（北京时间），格式 YYYY-MM-DD。A civil date in Asia/Shanghai, YYYY-MM-DD.',
  serialize: (value) => {
    if (isDate(value)) return value;
    throw new TypeError(`Not a Date: ${echo(value)}`);
  },
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : null),
});

export const GraphQLDateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: '时间点，RFC 3339，协调世界时。A moment, RFC 3339 in UTC.',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError(`Not a DateTime: ${echo(value)}`);
  },
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? node.value : null),
});
