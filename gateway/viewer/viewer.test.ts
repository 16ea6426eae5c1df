import { newId } from '@jiedui/schema/contract/id';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { bodyHash, signAssertion } from './assertion.ts';
import { createIdentify, mintClientToken, readKeys, remoteKeys, type Identify } from './client-token.ts';
import { createSigningKey, readSigner, signerOf, type Signer, type SigningKey } from './keys.ts';

const chaoan = '445103' as JurisdictionCode;
const officer: Viewer = { subject: 'officer-1', roles: ['COUNTY'], jurisdictions: [chaoan] };
let key: SigningKey;
let signer: Signer;
let identify: Identify;

beforeAll(async () => {
  key = await createSigningKey();
  signer = await signerOf(key.privateJwk);
  identify = createIdentify(readKeys(JSON.stringify(key.jwks)));
});

describe('a key', () => {
  test('is published without its private half', () => {
    expect(key.jwks.keys).toHaveLength(1);
    expect(key.jwks.keys[0]).not.toHaveProperty('d');
    expect(key.jwks.keys[0]).toMatchObject({ kid: key.privateJwk.kid, alg: 'EdDSA', crv: 'Ed25519' });
  });

  test('is read back from its text; other text is none', async () => {
    expect(await readSigner(JSON.stringify(key.privateJwk))).toMatchObject({ kid: key.privateJwk.kid });
    for (const text of [
      '',
      '{}',
      JSON.stringify(key.jwks.keys[0]),
      JSON.stringify({ ...key.privateJwk, kid: undefined }),
    ]) {
      expect(await readSigner(text)).toBeNull();
    }
  });
});

describe('a caller', () => {
  test('without a token is the public', async () => {
    expect(await identify(undefined)).toEqual({ kind: 'viewer', viewer: publicViewer });
  });

  test('with a good token is its viewer', async () => {
    const viewer: Viewer = {
      subject: 'secretary-1',
      roles: ['ORGANISATION', 'UNIT'],
      jurisdictions: [chaoan],
      organisation: newId(chaoan, 'org'),
      unit: newId(chaoan, 'unit'),
    };
    expect(await identify(`Bearer ${await mintClientToken(signer, viewer)}`)).toEqual({
      kind: 'viewer',
      viewer,
    });
  });

  const hour = 3600_000;
  const claims = { roles: ['COUNTY'], jurisdictions: ['445103'] };
  const jwt = (payload: Record<string, unknown>) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', kid: signer.kid }).setIssuedAt();
  test.each<[string, () => Promise<string> | string]>([
    ['is no bearer token', () => 'Basic abc'],
    ['is garbage', () => 'Bearer a.b.c'],
    [
      'has expired',
      async () => `Bearer ${await mintClientToken(signer, officer, { now: Date.now() - 25 * hour })}`,
    ],
    [
      'is not valid yet',
      async () => `Bearer ${await mintClientToken(signer, officer, { now: Date.now() + hour })}`,
    ],
    [
      'is signed by another key',
      async () =>
        `Bearer ${await mintClientToken(await signerOf((await createSigningKey()).privateJwk), officer)}`,
    ],
    [
      'is for another service',
      async () =>
        `Bearer ${await jwt({ ...claims })
          .setSubject('x')
          .setAudience('other')
          .setExpirationTime('1h')
          .sign(signer.key)}`,
    ],
    [
      'never expires',
      async () =>
        `Bearer ${await jwt({ ...claims })
          .setSubject('x')
          .setAudience('jiedui')
          .sign(signer.key)}`,
    ],
    [
      'has no subject',
      async () =>
        `Bearer ${await jwt({ ...claims })
          .setAudience('jiedui')
          .setExpirationTime('1h')
          .sign(signer.key)}`,
    ],
    [
      'has an unknown role',
      async () =>
        `Bearer ${await jwt({ ...claims, roles: ['ROOT'] })
          .setSubject('x')
          .setAudience('jiedui')
          .setExpirationTime('1h')
          .sign(signer.key)}`,
    ],
    [
      'has a malformed jurisdiction',
      async () =>
        `Bearer ${await jwt({ ...claims, jurisdictions: ['x'] })
          .setSubject('x')
          .setAudience('jiedui')
          .setExpirationTime('1h')
          .sign(signer.key)}`,
    ],
    [
      'is not signed at all',
      () =>
        `Bearer ${new UnsecuredJWT({ ...claims }).setSubject('x').setAudience('jiedui').setExpirationTime('1h').encode()}x`,
    ],
    [
      'is signed with the public key as a shared secret',
      async () =>
        `Bearer ${await new SignJWT({ ...claims })
          .setProtectedHeader({ alg: 'HS256', kid: signer.kid })
          .setSubject('x')
          .setAudience('jiedui')
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(JSON.stringify(key.jwks.keys[0])))}`,
    ],
  ])('whose token %s is refused', async (_name, make) => {
    expect(await identify(await make())).toMatchObject({ kind: 'refused' });
  });

  test('with a token is refused where no keys are configured', async () => {
    const token = await mintClientToken(signer, officer);
    expect(await createIdentify(null)(`Bearer ${token}`)).toMatchObject({ kind: 'refused' });
  });

  test('is verified by keys at an address; when that is silent, nobody says the token is bad', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify(key.jwks)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const token = `Bearer ${await mintClientToken(signer, officer)}`;
    expect(await createIdentify(remoteKeys(url))(token)).toEqual({ kind: 'viewer', viewer: officer });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await createIdentify(remoteKeys(url))(token)).toMatchObject({ kind: 'unverifiable' });
  });
});

describe('an assertion', () => {
  test('vouches for the viewer to one deployment, for one body, for a minute', async () => {
    const body = '{"query":"{ books }"}';
    const token = await signAssertion(signer, officer, { deployment: 'chaoan', body });
    const { payload } = await jwtVerify(token, createLocalJWKSet(key.jwks), {
      issuer: 'jiedui-gateway',
      audience: 'chaoan',
    });
    expect(payload).toEqual({
      iss: 'jiedui-gateway',
      aud: 'chaoan',
      sub: 'officer-1',
      roles: ['COUNTY'],
      jurisdictions: ['445103'],
      iat: payload.iat,
      nbf: payload.iat,
      exp: payload.iat! + 60,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      bod: bodyHash(body),
    });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', kid: signer.kid });
  });

  test('is never the same twice', async () => {
    const call = { deployment: 'chaoan', body: '{}' };
    const [one, two] = [
      await signAssertion(signer, publicViewer, call),
      await signAssertion(signer, publicViewer, call),
    ];
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(two).jti);
  });
});
