import { pinyin } from 'pinyin-pro';

/**
 * The text by which a Chinese name sorts: its syllables in lower case, without tones, one space between them; other
 * writing stays as it is. Compared as bytes: `潮安` ("chao an") before `潮州` ("chao zhou").
 */
export function sortKey(name: string): string {
  const parts = pinyin(name.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
  });
  return parts
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
    .join(' ');
}
