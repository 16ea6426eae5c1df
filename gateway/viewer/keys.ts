import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';

/** A key that signs, with what others need to verify it. */
export interface SigningKey {
  /** Private Ed25519 JWK with kid and alg: what `JIEDUI_ASSERTION_KEY` points to. Secret. */
  privateJwk: JWK;
  /** JWKS with the public half alone: what `JIEDUI_GATEWAY_KEYS` and `JIEDUI_CLIENT_KEYS` point to. */
  jwks: JSONWebKeySet;
}

/** A new Ed25519 key pair; the kid is the key's thumbprint (RFC 7638). */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const known = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...known },
    jwks: { keys: [{ ...publicJwk, ...known }] },
  };
}

/** A private key that is ready to sign. */
export interface Signer {
  key: CryptoKey;
  kid: string;
}

/** A signer from the text of a private JWK, or null where the text is none (Ed25519, with d and kid). */
export async function readSigner(text: string): Promise<Signer | null> {
  try {
    return await signerOf(JSON.parse(text) as JWK);
  } catch {
    return null;
  }
}

/** @throws where the JWK is not a private Ed25519 key with a kid. */
export async function signerOf(jwk: JWK): Promise<Signer> {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !jwk.d || !jwk.kid) {
    throw new TypeError('Expected a private Ed25519 JWK with a kid.');
  }
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new TypeError('Expected an asymmetric key.');
  return { key, kid: jwk.kid };
}
