/** What a text that somebody searches for asks of the index of names. Pure. */

/** How a name is met: as it is written, by its pinyin, by the initials of its syllables. The order is their rank. */
export type Form = 'WRITTEN' | 'PINYIN' | 'INITIALS';

/** How much of it is met. The order is its rank. */
export type Extent = 'WHOLE' | 'BEGINNING' | 'PART';

/** One way in which a name can be met. */
export interface Match {
  form: Form;
  extent: Extent;
  /** The form's text, without white space and punctuation. */
  text: string;
  /** A tsquery over `organisation_terms`. */
  query: string;
  /** Whether the query lets more through than the match: the text is longer than the terms. */
  loose: boolean;
}

/** Longest text that is searched for. Unit: characters. */
export const longestNeedle = 100;

/** As in migrations/0005-search.ts: the mark of each form's terms, and how long they are, in characters. */
const terms: Readonly<Record<Form, { mark: string; part: number; beginning: number }>> = {
  WRITTEN: { mark: '', part: 3, beginning: 12 },
  PINYIN: { mark: ':', part: 6, beginning: 24 },
  INITIALS: { mark: '.', part: 4, beginning: 12 },
};

const forms: readonly Form[] = ['WRITTEN', 'PINYIN', 'INITIALS'];
const extents: readonly Extent[] = ['WHOLE', 'BEGINNING', 'PART'];

/** White space and punctuation, which nobody types when searching. As in migrations/0005-search.ts. */
const unsaid = /[ \t\u3000()[\]<>{}《》〈〉“”‘’"'·.,、,。:;!?&/_^=—-]/g;

/** The ways in which names can be met, the best first; none where the text says nothing. */
export function matchesOf(text: string): Match[] {
  const written = text.normalize('NFKC').toLowerCase().replaceAll(unsaid, '');
  const read = readingOf(written);
  if (written === '') return [];
  const texts: Readonly<Record<Form, string | null>> = { WRITTEN: written, PINYIN: read, INITIALS: read };
  return extents.flatMap((extent) =>
    forms.flatMap((form) => {
      const sought = texts[form];
      return sought === null ? [] : [matchOf(form, extent, sought)];
    }),
  );
}

/** Latin letters as pinyin is stored: without tones, `ü` as `v`. Null where the text is none. */
function readingOf(written: string): string | null {
  const letters = written
    .normalize('NFD')
    .replaceAll(/u[\u0300-\u036f]*\u0308/g, 'v')
    .replaceAll(/[\u0300-\u036f]/g, '');
  return /^[a-z0-9]+$/.test(letters) && /[a-z]/.test(letters) ? letters : null;
}

function matchOf(form: Form, extent: Extent, text: string): Match {
  const { mark, part, beginning } = terms[form];
  const length = [...text].length;
  switch (extent) {
    case 'WHOLE':
      return { form, extent, text, query: term(`=${mark}${text}`), loose: false };
    case 'BEGINNING':
      return {
        form,
        extent,
        text,
        query: begins(`^${mark}${cut(text, 0, beginning)}`),
        loose: length > beginning,
      };
    case 'PART':
      return { form, extent, text, query: partOf(form, text), loose: length > part };
    default:
      throw new Error(`Unplanned ${extent satisfies never}`);
  }
}

/** The whole text where a term can hold it; else all its pieces of a term's length, or its first one: pinyin's terms begin at syllables. */
function partOf(form: Form, text: string): string {
  const { mark, part } = terms[form];
  const length = [...text].length;
  if (length <= part || form === 'PINYIN') return begins(`${mark}${cut(text, 0, part)}`);
  const pieces = Array.from({ length: length - part + 1 }, (_, start) => cut(text, start, part));
  return [...new Set(pieces)].map((piece) => term(`${mark}${piece}`)).join(' & ');
}

function cut(text: string, start: number, length: number): string {
  return [...text].slice(start, start + length).join('');
}

function term(text: string): string {
  return `'${text.replaceAll(/['\\]/g, (character) => character + character)}'`;
}

function begins(text: string): string {
  return `${term(text)}:*`;
}
