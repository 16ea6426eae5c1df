import { inSpan } from '@jiedui/telemetry/spans';
import { SpanKind, trace } from '@opentelemetry/api';

import type { Watch } from './watch.ts';

const kinds = ['select', 'with', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback'] as const;
/** By its first word. */
export type StatementKind = (typeof kinds)[number] | 'other';

const tracer = trace.getTracer('jiedui-deployment');

/** What is read and what is kept of the text of a statement in a trace. Unit: characters. */
const mostRead = 20_000;
const mostKept = 2_000;

/**
 * Runs one statement under watch, and as a span of the request or job that asks for it; what a relay asks every second is no trace.
 * In front of the driver, since not every statement goes through `run`: the ORM has its own.
 */
export async function watched<Result>(
  text: string,
  watch: Pick<Watch, 'stated'>,
  answer: () => Promise<Result>,
): Promise<Result> {
  const kind = kindOf(text);
  const counted = async (): Promise<Result> => {
    const began = performance.now();
    let failed = true;
    try {
      const result = await answer();
      failed = false;
      return result;
    } finally {
      watch.stated(kind, failed, performance.now() - began);
    }
  };
  if (trace.getActiveSpan() === undefined) return counted();
  return inSpan(tracer, { name: `sql ${kind}`, kind: SpanKind.CLIENT }, (span) => {
    if (span.isRecording()) {
      span.setAttributes({ 'db.system.name': 'postgresql', 'db.query.text': withoutValues(text) });
    }
    return counted();
  });
}

export function kindOf(text: string): StatementKind {
  const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase();
  return kinds.find((kind) => kind === word) ?? 'other';
}

// What is cut off ends with the text.
const piece = new RegExp(
  [
    String.raw`(?<name>"(?:[^"]|"")*(?:"|$))`,
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`\b[eE]'(?:[^'\\]|''|\\[\s\S])*(?:'|\\?$)`,
    String.raw`'(?:[^']|'')*(?:'|$)`,
    String.raw`\$(?<tag>[A-Za-z_]\w*|)\$[\s\S]*?(?:\$\k<tag>\$|$)`,
    String.raw`(?<![\w$])\d[\w.]*`,
  ].join('|'),
  'g',
);

/**
 * The text of a statement with `?` where a value stood: the ORM writes values into the text instead of binding them, and a trace
 * is no place for a telephone number.
 */
export function withoutValues(text: string): string {
  return text
    .slice(0, mostRead)
    .replace(piece, (found: string, ...rest: unknown[]) => {
      const { name, comment } = rest.at(-1) as { name?: string; comment?: string };
      if (name !== undefined) return found;
      return comment === undefined ? '?' : ' ';
    })
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, mostKept);
}
