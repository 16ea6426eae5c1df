import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

import { costOf } from '@jiedui/gateway/guards/cost';
import { defaultLimits } from '@jiedui/gateway/guards/limits';
import { type DocumentNode, Kind, parse, print, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

import { committedApiSchema } from './schema-files.ts';

const folder = new URL('../../schema/queries/', import.meta.url);
const operations = new URL('../../schema/operations/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));

describe('the saved operations', () => {
  test.each(names)('%s has a Chinese and an English title and fits the schema', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const [chinese, english] = text.split('\n');
    expect(chinese).toMatch(/^# \p{Script=Han}/u);
    expect(english).toMatch(/^# [A-Z]/);
    const document = parse(text);
    expect(document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)).toHaveLength(1);
    expect(validate(await committedApiSchema(), document)).toEqual([]);
  });

  test.each(names)('%s is a typed document as it stands, under the id of its text', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const module = (await import(new URL(name.replace('.graphql', '.ts'), operations).href)) as Record<
      string,
      DocumentNode & { documentId: string }
    >;
    const [document, ...others] = Object.values(module);
    expect(others).toEqual([]);
    expect(print(document!)).toBe(print(parse(text)));
    expect(document!.documentId).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test.each(names)('%s may be run by anybody as it stands', async (name) => {
    const document = parse(readFileSync(new URL(name, folder), 'utf8'));
    const cost = costOf(await committedApiSchema(), document, undefined, {});
    expect(cost).toBeLessThanOrEqual(Math.min(...Object.values(defaultLimits.cost)));
  });
});
