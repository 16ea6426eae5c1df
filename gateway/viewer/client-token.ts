import { publicViewer, type Viewer } from '@jiedui/schema/contract/viewer';
import { wire } from '@jiedui/schema/contract/wire';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { readViewer, viewerClaims } from './claims.ts';
import type { Signer } from './keys.ts';

/** Who a request comes from, or why that cannot be said. */
export type Identified =
  | { kind: 'viewer'; viewer: Viewer }
  /** The token is bad; `reason` is for the log, a caller learns only that. */
  | { kind: 'refused'; reason: string }
  /** The token may be good, but the keys to check it could not be had. */
  | { kind: 'unverifiable'; reason: string };

export type Identify = (authorization: string | undefined) => Promise<Identified>;

const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];
const longestToken = 8192;

/**
 * Reads the Authorization header: none → the public; a bearer token that the keys verify → its viewer; anything else is
 * refused. Without keys every token is refused.
 */
export function createIdentify(keys: JWTVerifyGetKey | null): Identify {
  return async (authorization) => {
    if (authorization === undefined) return { kind: 'viewer', viewer: publicViewer };
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
    if (!token || token.length > longestToken) return { kind: 'refused', reason: 'not a bearer token' };
    if (!keys) return { kind: 'refused', reason: 'no client keys are configured' };
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience: wire.clientAudience,
        algorithms,
        clockTolerance: wire.clockTolerance,
        requiredClaims: ['sub', 'exp'],
      });
      const viewer = readViewer(payload);
      return viewer
        ? { kind: 'viewer', viewer }
        : { kind: 'refused', reason: 'a claim is missing or malformed' };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return isOfToken(error) ? { kind: 'refused', reason } : { kind: 'unverifiable', reason };
    }
  };
}

/** The keys of a JWKS that is fetched, cached and fetched again when a token names a key that is not in it. */
export function remoteKeys(url: URL): JWTVerifyGetKey {
  return createRemoteJWKSet(url, { timeoutDuration: 2000, cooldownDuration: 10_000 });
}

/** The keys in a JWKS text, or null where it is none. */
export function readKeys(text: string): JWTVerifyGetKey | null {
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch {
    return null;
  }
}

/** A client's token, as an identity provider would mint it: for local runs and tests. */
export async function mintClientToken(
  signer: Signer,
  viewer: Viewer,
  {
    issuer = 'jiedui-local',
    lifetime = 24 * 3600,
    now = Date.now(),
  }: { issuer?: string; /** Unit: seconds. */ lifetime?: number; now?: number } = {},
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT(viewerClaims(viewer))
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(wire.clientAudience)
    .setSubject(viewer.subject)
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + lifetime)
    .sign(signer.key);
}

/** Whether the token is at fault; a JWKS that cannot be fetched is not the caller's. */
function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
