import type { Language } from './language.ts';

/** Short terms out of the schema's descriptions, which are bilingual, Chinese first. Pure. */

/** What a field or argument is called: the Chinese before the first stop, without what is bracketed. Empty where there is none. */
export function chineseOf(description: string): string {
  return description
    .replace(/（[^（）]*）/g, '')
    .split(/[。：；，]|\s*[A-Z]/)[0]!
    .trim();
}

/** What a value of an enum is called in this language: `县（区）工作人员`, `An officer of the county`. Empty where it is not said. */
export function termOf(description: string, language: Language): string {
  if (language === 'zh') {
    const chinese = description
      .replace(/（[^（）]*[A-Za-z][^（）]*）/g, '')
      .split(/[。：；，]|\s*[A-Z]/)[0]!
      .trim();
    return /\p{Script=Han}/u.test(chinese) ? chinese : '';
  }
  // The English begins with a capital after the Chinese, or alone; what still has Chinese is no English yet.
  const starts = [...description.matchAll(/(?<=^|[\s。）”》；\p{Script=Han}])[A-Z]/gu)].map(
    ({ index }) => index,
  );
  const english = starts
    .map((start) => description.slice(start))
    .find((text) => !/\p{Script=Han}/u.test(text));
  return (english ?? '').split(/[.:;(]/)[0]!.trim();
}
