/** Charts as SVG, for a picture of fixed size: the same numbers, the same text. Pure. */

export interface Series {
  name: string;
  /** #rrggbb */
  colour: string;
}

export interface Bar {
  label: string;
  /** One number per series, none below zero. */
  values: readonly number[];
}

export interface Chart {
  svg: string;
  width: number;
  height: number;
}

const width = 660;
const ink = '#333333';
const faint = '#d9d9d9';
const textSize = 14;

/** Bars from left to right, each stacked of the series. */
export function rows(series: readonly Series[], bars: readonly Bar[]): Chart {
  const labels = Math.max(...bars.map(({ label }) => widthOf(label))) + 12;
  const top = 40;
  const step = 34;
  const height = top + bars.length * step + 30;
  const { most, ticks } = scale(bars);
  const x = (value: number): number => labels + (value / most) * (width - labels - 48);
  const bottom = top + bars.length * step;
  return {
    width,
    height,
    svg: svgOf(height, [
      legend(series),
      ...ticks.flatMap((tick) => [
        line(x(tick), top - 6, x(tick), bottom),
        text(x(tick), bottom + 20, String(tick), 'middle'),
      ]),
      ...bars.flatMap(({ label, values }, index) => {
        const y = top + index * step;
        return [
          text(labels - 10, y + 20, label, 'end'),
          ...stacked(values).map(([from, to, each]) =>
            rect(x(from), y + 4, x(to) - x(from), step - 12, series[each]!.colour),
          ),
          text(x(sum(values)) + 6, y + 20, String(sum(values)), 'start'),
        ];
      }),
    ]),
  };
}

/** Bars from the bottom up, each stacked of the series. */
export function columns(series: readonly Series[], bars: readonly Bar[]): Chart {
  const height = 290;
  const left = 44;
  const top = 52;
  const bottom = height - 34;
  const { most, ticks } = scale(bars);
  const step = (width - left - 10) / bars.length;
  const y = (value: number): number => bottom - (value / most) * (bottom - top);
  return {
    width,
    height,
    svg: svgOf(height, [
      legend(series),
      ...ticks.flatMap((tick) => [
        line(left, y(tick), width - 10, y(tick)),
        text(left - 8, y(tick) + 5, String(tick), 'end'),
      ]),
      ...bars.flatMap(({ label, values }, index) => {
        const middle = left + (index + 0.5) * step;
        const thick = Math.min(32, step * 0.6);
        return [
          ...stacked(values).map(([from, to, each]) =>
            rect(middle - thick / 2, y(to), thick, y(from) - y(to), series[each]!.colour),
          ),
          ...(sum(values) > 0 ? [text(middle, y(sum(values)) - 6, String(sum(values)), 'middle')] : []),
          text(middle, bottom + 20, label, 'middle'),
        ];
      }),
    ]),
  };
}

/** Where each part of a stack begins and ends, and of which series it is; empty ones left out. */
function stacked(values: readonly number[]): [from: number, to: number, series: number][] {
  let from = 0;
  return values.flatMap((value, series): [number, number, number][] => {
    const part: [number, number, number] = [from, from + value, series];
    from += value;
    return value > 0 ? [part] : [];
  });
}

/** From zero to a round number that nothing exceeds, in at most six steps. */
function scale(bars: readonly Bar[]): { most: number; ticks: number[] } {
  const greatest = Math.max(1, ...bars.map(({ values }) => sum(values)));
  const power = 10 ** Math.floor(Math.log10(greatest));
  const step = Math.max(
    1,
    [0.2, 0.5, 1, 2].map((part) => part * power).find((size) => greatest / size <= 6)!,
  );
  const steps = Math.ceil(greatest / step);
  return { most: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function legend(series: readonly Series[]): string {
  let x = 12;
  return series
    .map(({ name, colour }) => {
      const entry = rect(x, 8, 14, 14, colour) + text(x + 20, 20, name, 'start');
      x += 20 + widthOf(name) + 24;
      return entry;
    })
    .join('');
}

/** As wide as it gets: a Chinese character is a square, another one half of it. */
function widthOf(label: string): number {
  return [...label].reduce((total, each) => total + (each.codePointAt(0)! > 0x2e7f ? 1 : 0.6) * textSize, 0);
}

function svgOf(height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#ffffff"/>${parts.join('')}</svg>`;
}

function rect(x: number, y: number, wide: number, high: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" fill="${colour}"/>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${faint}"/>`;
}

/** The thin strokes of the font, drawn over as thick as a regular one has them. */
function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  const shown = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${round(x)}" y="${round(y)}" font-size="${textSize}" text-anchor="${anchor}" fill="${ink}" stroke="${ink}" stroke-width="0.45">${shown}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
