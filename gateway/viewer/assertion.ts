import type { Viewer } from '@jiedui/schema/contract/viewer';
import { wire } from '@jiedui/schema/contract/wire';
import { SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { viewerClaims } from './claims.ts';
import type { Signer } from './keys.ts';

/** The one shard call that an assertion is good for. */
export interface AssertedCall {
  /** Name of the deployment: the audience. */
  deployment: string;
  /** The request body exactly as it will be sent. */
  body: string;
}

/**
 * The gateway's word for a viewer: a JWT (EdDSA) bound to one deployment, one body (`bod`), one use (`jti`), and a
 * minute at most.
 */
export async function signAssertion(
  signer: Signer,
  viewer: Viewer,
  { deployment, body }: AssertedCall,
  now: number = Date.now(),
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ ...viewerClaims(viewer), bod: bodyHash(body) })
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'JWT' })
    .setIssuer(wire.assertionIssuer)
    .setAudience(deployment)
    .setSubject(viewer.subject)
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + wire.assertionLifetime)
    .setJti(randomUUID())
    .sign(signer.key);
}

/** base64url of the SHA-256 of the raw body. */
export function bodyHash(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}
