import { expect, test } from 'vitest';

import { launchersOf } from './launchers.ts';

/** A chain of processes from the runner (number 10) upwards. */
function chain(...commands: string[]) {
  const table = new Map(
    ['node local/dist/start.js', ...commands].map((command, index) => [
      10 + index,
      { parent: 11 + index, command },
    ]),
  );
  return launchersOf(10, (pid) => table.get(pid) ?? null);
}

test('npx, pnpm and the shells between them are launchers', () => {
  expect(
    chain(
      'sh -c tsc -b local && node local/dist/start.js',
      'pnpm start',
      "sh -c 'pnpm' start",
      'npm exec pnpm@12.4.2 start',
      '-bash',
    ),
  ).toEqual([11, 12, 13, 14]);
});

test('a shell above them is none: it may have put the platform into the background', () => {
  expect(
    chain(
      'sh -c node local/dist/start.js',
      '/usr/bin/node /opt/pnpm/bin/pnpm.cjs start',
      'sh -c pnpm start & sleep 30',
    ),
  ).toEqual([11, 12]);
});

test('started by hand there is nobody to watch', () => {
  expect(chain('-bash', 'sshd')).toEqual([]);
  expect(chain('sh -c node local/dist/start.js', 'cron')).toEqual([]);
});
