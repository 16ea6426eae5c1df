import { expectation } from '@jiedui/schema/contract/error';

/** Whether it has the shape of a section of GB/T 4754: a letter from A to T. */
export function isSection(text: string): boolean {
  return /^[A-T]$/.test(text);
}

/** The section, or null where none is given. @throws INVALID_INPUT */
export function sectionIn(text: string | null | undefined): string | null {
  if (text == null || isSection(text)) return text ?? null;
  throw expectation('INVALID_INPUT', {
    expected: 'industry: a section of GB/T 4754, one letter from A to T',
    received: text,
  });
}
