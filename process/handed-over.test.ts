import { expect, test } from 'vitest';
import { handedOverSocket } from './handed-over.ts';

test('a socket is taken from whoever hands one over, to this very process', () => {
  const pid = String(process.pid);
  expect(handedOverSocket({ LISTEN_FDS: '1', LISTEN_PID: pid })).toBe(3);
  expect(handedOverSocket({ LISTEN_FDS: '1', LISTEN_PID: '1' }, 2)).toBeNull();
  expect(handedOverSocket({ LISTEN_FDS: '2', LISTEN_PID: pid })).toBeNull();
  expect(handedOverSocket({ LISTEN_PID: pid })).toBeNull();
  expect(handedOverSocket({})).toBeNull();
});
