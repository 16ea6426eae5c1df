import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { initWasm, Resvg } from '@resvg/resvg-wasm';

import type { Chart } from './chart.ts';

/**
 * Charts as PNG. WebAssembly and a font of the installation, nothing of the machine's: every machine draws the same bytes, also
 * one without a Chinese font.
 */
const font = '@fontsource-variable/noto-sans-sc';
/** Dots per unit of the SVG: sharp in print. */
const zoom = 2.5;

let ready: Promise<void> | undefined;

export async function pictureOf({ svg }: Chart): Promise<Uint8Array> {
  ready ??= readFile(pathOf('@resvg/resvg-wasm/index_bg.wasm')).then((wasm) => initWasm(wasm));
  await ready;
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: false,
      fontBuffers: await fontsFor(svg),
      defaultFontFamily: 'Noto Sans SC',
      sansSerifFamily: 'Noto Sans SC',
    },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}

let parts: Promise<readonly { name: string; ranges: readonly (readonly [number, number])[] }[]> | undefined;
const loaded = new Map<string, Promise<Uint8Array>>();

/** The font comes in a hundred parts: those that have the characters of the text. */
async function fontsFor(text: string): Promise<Uint8Array[]> {
  parts ??= readParts();
  const known = await parts;
  const codes = [...new Set(text)].map((each) => each.codePointAt(0)!);
  const needed = known.filter(({ ranges }) =>
    codes.some((code) => ranges.some(([from, to]) => code >= from && code <= to)),
  );
  return Promise.all(
    needed.map(({ name }) => {
      const file =
        loaded.get(name) ?? readFile(pathOf(`${font}/files/noto-sans-sc-${name}-wght-normal.woff2`));
      loaded.set(name, file);
      return file;
    }),
  );
}

async function readParts() {
  const text = await readFile(pathOf(`${font}/unicode.json`), 'utf8');
  return Object.entries(JSON.parse(text) as Record<string, string>).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: ranges.split(',').map((range) => {
      const [from, to] = range.replace('U+', '').split('-');
      return [Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16)] as const;
    }),
  }));
}

function pathOf(file: string): string {
  return fileURLToPath(import.meta.resolve(file));
}
