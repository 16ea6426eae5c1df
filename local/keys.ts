import { createSigningKey, signerOf, type SigningKey } from '@jiedui/gateway/viewer/keys';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What one local federation signs and seals with. Made at the first start and kept. */
export interface LocalKeys {
  /** Signs the tokens of the roles: a stand-in for an identity provider. */
  client: SigningKey;
  /** JWKS that verifies them. */
  clientKeysFile: string;
  /** Private JWK with which the gateway signs its assertions. */
  assertionKeyFile: string;
  /** JWKS with which the deployments verify them. */
  gatewayKeysFile: string;
  cursorKey: string;
}

/** The keys in a folder; secret ones are readable by their owner alone. */
export async function keptKeys(folder: string): Promise<LocalKeys> {
  await mkdir(folder, { recursive: true });
  // Not by mkdir's mode, which the parents would get too.
  await chmod(folder, 0o700);
  const client = await keptSigningKey(folder, 'client');
  await keptSigningKey(folder, 'gateway');
  return {
    client,
    clientKeysFile: path.join(folder, 'client.jwks.json'),
    assertionKeyFile: path.join(folder, 'gateway.private.json'),
    gatewayKeysFile: path.join(folder, 'gateway.jwks.json'),
    cursorKey: await kept(path.join(folder, 'cursor-key'), async () => randomBytes(32).toString('base64url')),
  };
}

async function keptSigningKey(folder: string, name: string): Promise<SigningKey> {
  const file = path.join(folder, `${name}.private.json`);
  const publicFile = path.join(folder, `${name}.jwks.json`);
  const made: { jwks?: SigningKey['jwks'] } = {};
  const text = await kept(file, async () => {
    const key = await createSigningKey();
    made.jwks = key.jwks;
    return JSON.stringify(key.privateJwk);
  });
  const privateJwk = JSON.parse(text) as SigningKey['privateJwk'];
  await signerOf(privateJwk);
  const { d: _, ...publicJwk } = privateJwk;
  const jwks = made.jwks ?? { keys: [publicJwk] };
  await write(publicFile, JSON.stringify(jwks));
  return { privateJwk, jwks };
}

async function kept(file: string, make: () => Promise<string>): Promise<string> {
  const found = await readFile(file, 'utf8').catch(() => '');
  if (found) return found;
  const made = await make();
  await write(file, made);
  return made;
}

/** Whole or not at all: a key cut short would lock the federation out of its own data. */
async function write(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
