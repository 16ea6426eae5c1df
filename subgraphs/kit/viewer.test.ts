import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { wire } from '@jiedui/schema/contract/wire';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';

import { gatekeeper } from './viewer.ts';

const body = Buffer.from('{"query":"{ __typename }"}');
const pair = await generateKeyPair('EdDSA');
const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'EdDSA' };

function assertion(jti: string, at: number, kid = 'one', key = pair.privateKey): Promise<string> {
  return new SignJWT({
    iss: wire.assertionIssuer,
    aud: 'city',
    sub: 'somebody',
    roles: ['COUNTY'],
    jurisdictions: ['445103'],
    iat: at,
    exp: at + 60,
    jti,
    bod: createHash('sha256').update(body).digest('base64url'),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .sign(key);
}

test('the viewer is what the gateway vouches for', async () => {
  const gate = gatekeeper({ deployment: 'city', keys: { keys: [jwk] } });
  const token = await assertion('a', Math.floor(Date.now() / 1000));
  expect(await gate.admit(`Bearer ${token}`, body)).toEqual({
    kind: 'admitted',
    viewer: { subject: 'somebody', roles: ['COUNTY'], jurisdictions: ['445103'] },
  });
});

test('a nonce is remembered as long as its assertion could be valid, over the change of generations', async () => {
  let seconds = 1_700_000_000;
  const gate = gatekeeper({ deployment: 'city', keys: { keys: [jwk] }, now: () => new Date(seconds * 1000) });
  const admit = async (token: string) => (await gate.admit(`Bearer ${token}`, body)).kind;
  expect(await admit(await assertion('start', seconds))).toBe('admitted');
  seconds += 119;
  // Its clock is ahead by almost the tolerance: valid for another 88 seconds.
  const longest = await assertion('longest', seconds + 29);
  expect(await admit(longest)).toBe('admitted');
  for (let turn = 0; turn < 11; turn++) {
    seconds += 10;
    await admit(await assertion(`turn-${turn}`, seconds));
    expect(await admit(longest)).toBe('refused');
  }
});

test('an assertion is taken for a minute after it was made, and from half a minute before, to the second', async () => {
  const seconds = 1_700_000_000;
  const gate = gatekeeper({ deployment: 'city', keys: { keys: [jwk] }, now: () => new Date(seconds * 1000) });
  const kinds = new Map<number, string>();
  for (const off of [-61, -60, -31, 0, 30, 31, 61]) {
    const token = await assertion(`off ${off}`, seconds + off);
    kinds.set(off, (await gate.admit(`Bearer ${token}`, body)).kind);
  }
  expect(Object.fromEntries(kinds)).toEqual({
    [-61]: 'refused',
    [-60]: 'admitted',
    [-31]: 'admitted',
    0: 'admitted',
    30: 'admitted',
    31: 'refused',
    61: 'refused',
  });
});

test('a full memory takes no more nonces', async () => {
  const gate = gatekeeper({ deployment: 'city', keys: { keys: [jwk] }, nonces: 2 });
  const now = Math.floor(Date.now() / 1000);
  const kinds = [];
  for (const nonce of ['a', 'b', 'c']) {
    kinds.push((await gate.admit(`Bearer ${await assertion(nonce, now)}`, body)).kind);
  }
  expect(kinds).toEqual(['admitted', 'admitted', 'refused']);
});

test('a key file is read again when it changes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-keys-'));
  const file = path.join(folder, 'jwks.json');
  await writeFile(file, JSON.stringify({ keys: [jwk] }));
  const gate = gatekeeper({ deployment: 'city', keys: file });
  const next = await generateKeyPair('EdDSA');
  const now = Math.floor(Date.now() / 1000);
  const signed = (nonce: string) => assertion(nonce, now, 'two', next.privateKey);
  expect((await gate.admit(`Bearer ${await signed('a')}`, body)).kind).toBe('refused');
  await writeFile(
    file,
    JSON.stringify({ keys: [jwk, { ...(await exportJWK(next.publicKey)), kid: 'two' }] }),
  );
  expect((await gate.admit(`Bearer ${await signed('b')}`, body)).kind).toBe('admitted');
  await rm(file);
  expect((await gate.admit(`Bearer ${await signed('c')}`, body)).kind).toBe('refused');
  await rm(folder, { recursive: true });
});
