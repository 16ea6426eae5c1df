import { expectation } from '@jiedui/schema/contract/error';

/** A text as a client typed it: without white space around it, without what no name or note holds. */
export interface TextRule {
  /** The input field, for the message. */
  field: string;
  /** Most characters. */
  most?: number;
}

const defaultMost = 200;

/** Characters that no database column or JSON reader takes: NUL and halves of surrogate pairs. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The text as it is stored, or null where nothing is left, or it is too long, or it holds control characters. */
export function plainText(text: string, most: number = defaultMost): string | null {
  const trimmed = text.normalize('NFC').trim();
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for; line breaks may stand.
  const clean = isStorable(trimmed) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(trimmed);
  return clean && trimmed.length > 0 && trimmed.length <= most ? trimmed : null;
}

/** @throws INVALID_INPUT where it is no plain text of at most so many characters. */
export function requiredText(text: string, { field, most = defaultMost }: TextRule): string {
  const plain = plainText(text, most);
  if (plain !== null) return plain;
  throw expectation('INVALID_INPUT', {
    expected: `${field}: 1 to ${most} characters of plain text`,
    received: text,
  });
}

/** The text, or null where there is none or only white space. @throws INVALID_INPUT */
export function optionalText(text: string | null | undefined, rule: TextRule): string | null {
  return text == null || text.trim() === '' ? null : requiredText(text, rule);
}

/** @throws INVALID_INPUT outside the bounds. */
export function boundedInt(
  value: number,
  { field, least, most = 1_000_000_000 }: { field: string; least: number; most?: number },
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw expectation('INVALID_INPUT', { expected: `${field}: ${least} to ${most}`, received: value });
}
