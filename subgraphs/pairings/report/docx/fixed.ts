import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * The same parts as the same bytes: sorted, without the time at which they were zipped or made, compressed in JavaScript, since
 * what zlib gives differs between builds of Node.
 */
export function fixedBytes(docx: Uint8Array, madeAt: string): Uint8Array {
  const parts = unzipSync(docx);
  const core = 'docProps/core.xml';
  parts[core] = strToU8(
    strFromU8(parts[core]!).replaceAll(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g,
      (_, before: string, after: string) => `${before}${madeAt}${after}`,
    ),
  );
  // A zip holds local time: noon of a day, wherever that is.
  const options = { mtime: new Date(2000, 0, 1, 12), level: 6 } as const;
  return zipSync(
    Object.fromEntries(
      // [Content_Types].xml comes first in this order, as Office has it.
      Object.keys(parts)
        .toSorted((a, b) => (a < b ? -1 : 1))
        .map((name) => [name, parts[name]!]),
    ),
    options,
  );
}
