import type { Language } from './language.ts';
import type { Reading } from './reading.ts';

/**
 * The data of an answer as people read it, in the same shape: values of enums by their terms, moments by the clocks of China,
 * true and false as words. What is not known stays as it is. Pure.
 */
export function wordsOf(data: unknown, reading: Reading | null, language: Language): unknown {
  if (Array.isArray(data)) return data.map((each) => wordsOf(each, reading, language));
  if (typeof data === 'object' && data !== null) {
    // By fromEntries, which makes own properties of any name.
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        wordsOf(value, reading?.fields.get(key) ?? null, language),
      ]),
    );
  }
  if (typeof data === 'boolean') return language === 'zh' ? (data ? '是' : '否') : data ? 'yes' : 'no';
  if (typeof data !== 'string' || !reading) return data;
  return reading.type === 'DateTime' ? momentOf(data) : (reading.terms.get(data) ?? data);
}

/** `2023-06-27 09:00`, in Beijing, as every day of the records is. */
function momentOf(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return text;
  const hours = 8;
  return new Date(time + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
