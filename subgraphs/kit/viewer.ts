import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import { readId } from '@jiedui/schema/contract/id';
import { isJurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import { isRole, type Viewer } from '@jiedui/schema/contract/viewer';
import { wire } from '@jiedui/schema/contract/wire';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';

/** Where the public keys of the trusted gateways are: a JWKS at a URL, in a file, or given. */
export type KeySource = string | JSONWebKeySet;

export type Admission = { kind: 'admitted'; viewer: Viewer } | { kind: 'refused'; reason: string };

/** Decides whether a shard call comes from a trusted gateway, and for whom. Never throws. */
export interface Gatekeeper {
  admit(authorization: string | undefined, body: Uint8Array): Promise<Admission>;
}

export interface GatekeeperOptions {
  /** The name of this deployment: the only audience that is accepted. */
  deployment: string;
  keys: KeySource;
  now?: () => Date;
  /** Most nonces remembered at once. */
  nonces?: number;
}

/**
 * An assertion is accepted once, by the deployment it names, with the body it was signed for, for at most a minute. Source:
 * schema/contract/wire.ts.
 */
export function gatekeeper({
  deployment,
  keys,
  now = () => new Date(),
  nonces = 500_000,
}: GatekeeperOptions): Gatekeeper {
  const keyOf = keyReader(keys);
  const seen = new NonceMemory(nonces);
  return {
    admit: async (authorization, body) => {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (!token) return refused('no assertion');
      let claims: JWTPayload;
      try {
        const verified = await jwtVerify(token, keyOf, {
          issuer: wire.assertionIssuer,
          audience: deployment,
          algorithms: ['EdDSA', 'Ed25519'],
          clockTolerance: wire.clockTolerance,
          currentDate: now(),
          requiredClaims: ['sub', 'iat', 'exp', 'jti', 'bod'],
        });
        claims = verified.payload;
      } catch (error) {
        return refused(error instanceof Error ? error.message : 'the assertion cannot be read');
      }
      const seconds = now().getTime() / 1000;
      const { iat, exp, jti, bod } = claims as JWTPayload & Record<'iat' | 'exp', number> & { jti: string };
      if (iat > seconds + wire.clockTolerance) return refused('issued in the future');
      // Whatever the tolerance: it is for clocks that differ, not for assertions that are kept.
      if (iat < seconds - wire.assertionLifetime) return refused('issued too long ago');
      if (exp - iat > wire.assertionLifetime) return refused(`lives longer than ${wire.assertionLifetime} s`);
      if (bod !== createHash('sha256').update(body).digest('base64url')) {
        return refused('signed for another body');
      }
      const viewer = viewerOf(claims);
      if (!viewer) return refused('its claims name no viewer');
      if (!seen.add(jti, seconds)) return refused('seen before, or too many at once');
      return { kind: 'admitted', viewer };
    },
  };
}

const clientAlgorithms = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];

/**
 * Reads the token of a client who comes to the deployment itself, as the gateway reads it: one that the keys verify, for the
 * audience of clients. No token is refused: what is here is for officers. Never throws.
 */
export function clientGate({
  keys,
  now = () => new Date(),
}: {
  keys: KeySource;
  now?: () => Date;
}): (authorization: string | undefined) => Promise<Admission> {
  const keyOf = keyReader(keys);
  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) return refused('no token');
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        audience: wire.clientAudience,
        algorithms: clientAlgorithms,
        clockTolerance: wire.clockTolerance,
        currentDate: now(),
        requiredClaims: ['sub', 'exp'],
      });
      const viewer = viewerOf(payload);
      return viewer ? { kind: 'admitted', viewer } : refused('its claims name no viewer');
    } catch (error) {
      return refused(error instanceof Error ? error.message : 'the token cannot be read');
    }
  };
}

function refused(reason: string): Admission {
  return { kind: 'refused', reason };
}

function viewerOf(claims: JWTPayload): Viewer | null {
  const { sub, roles, jurisdictions, organisation, unit } = claims;
  if (typeof sub !== 'string' || sub === '') return null;
  if (!Array.isArray(roles) || !roles.every(isRole)) return null;
  if (!Array.isArray(jurisdictions) || !jurisdictions.every(isJurisdictionCode)) return null;
  if (organisation !== undefined && readId(organisation)?.tag !== 'org') return null;
  if (unit !== undefined && readId(unit)?.tag !== 'unit') return null;
  return {
    subject: sub,
    roles,
    jurisdictions,
    ...(organisation === undefined
      ? {}
      : { organisation: organisation as NonNullable<Viewer['organisation']> }),
    ...(unit === undefined ? {} : { unit: unit as NonNullable<Viewer['unit']> }),
  };
}

/**
 * Nonces in two generations, each longer than an assertion can be valid at all: a clock ahead by the tolerance, the
 * lifetime, and as much again as a margin. A generation is dropped whole. When full it takes no more: a forgotten nonce could be replayed.
 */
class NonceMemory {
  #young = new Set<string>();
  #old = new Set<string>();
  #since = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether the nonce is new. */
  add(nonce: string, seconds: number): boolean {
    const generation = wire.assertionLifetime + 2 * wire.clockTolerance;
    if (seconds - this.#since > generation) {
      this.#old = seconds - this.#since > 2 * generation ? new Set() : this.#young;
      this.#young = new Set();
      this.#since = seconds;
    }
    if (this.#young.has(nonce) || this.#old.has(nonce) || this.#young.size >= this.#most) return false;
    this.#young.add(nonce);
    return true;
  }
}

function keyReader(keys: KeySource): JWTVerifyGetKey {
  if (typeof keys !== 'string') return createLocalJWKSet(keys);
  if (/^https?:\/\//.test(keys)) return createRemoteJWKSet(new URL(keys));
  return fileKeys(keys);
}

/** Reads the file again when it has changed, so that a gateway's new key needs no restart. */
function fileKeys(path: string): JWTVerifyGetKey {
  let readAt = 0;
  let current: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    const { mtimeMs } = await stat(path);
    if (!current || mtimeMs !== readAt) {
      current = createLocalJWKSet(JSON.parse(await readFile(path, 'utf8')) as JSONWebKeySet);
      readAt = mtimeMs;
    }
    return current(header, token);
  };
}
