import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('what is written to the console and what Node warns of is one line of the log each, and nothing else is written', () => {
  const program = `
    import { consoleTo } from ${JSON.stringify(new URL('console.ts', import.meta.url).href)};
    consoleTo((details, message) => process.stderr.write(JSON.stringify({ ...details, message }) + '\\n'));
    console.error('a query failed: %s', 'two\\nlines');
    console.log({ id: 1 });
    process.emitWarning('this is old', 'DeprecationWarning');
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toEqual([
    { console: 'error', message: 'a query failed: two\nlines' },
    { console: 'log', message: '{ id: 1 }' },
    { err: { name: 'DeprecationWarning' }, message: 'this is old' },
  ]);
});
