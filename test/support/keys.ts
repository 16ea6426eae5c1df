import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { mintClientToken } from '@jiedui/gateway/viewer/client-token';
import { createSigningKey, signerOf, type Signer } from '@jiedui/gateway/viewer/keys';
import { writeDeploymentToken } from '@jiedui/local/tokens';
import type { JurisdictionCode } from '@jiedui/schema/contract/jurisdiction';
import type { Viewer } from '@jiedui/schema/contract/viewer';

/** Not a secret: with a fixed key the expected results can hold cursors. */
export const cursorKey = 'a cursor key for tests, known to everybody';

/** What the federations of one test file sign with. */
export interface TestKeys {
  /** Paths, as gateway and deployments take them. */
  files: { clientKeys: string; assertionKey: string; gatewayKeys: string };
  /** Signs as the gateway does, for callers that stand in its place. */
  gateway: Signer;
  /** Signs as the identity provider does. */
  client: Signer;
  /** A token as an identity provider would give it to this viewer; the same one for the same viewer. */
  token(viewer: Viewer): Promise<string>;
  /** One that it gave so long ago that nobody takes it any more. */
  expiredToken(viewer: Viewer): Promise<string>;
  /** Path of a file with the token of a deployment of this name, for the jurisdictions that it owns. */
  deploymentToken(name: string, jurisdictions: readonly JurisdictionCode[]): Promise<string>;
}

export async function makeKeys(folder: string): Promise<TestKeys> {
  const [client, gateway] = await Promise.all([createSigningKey(), createSigningKey()]);
  const files = {
    clientKeys: path.join(folder, 'client.jwks.json'),
    assertionKey: path.join(folder, 'gateway.private.json'),
    gatewayKeys: path.join(folder, 'gateway.jwks.json'),
  };
  await Promise.all([
    writeFile(files.clientKeys, JSON.stringify(client.jwks)),
    writeFile(files.assertionKey, JSON.stringify(gateway.privateJwk)),
    writeFile(files.gatewayKeys, JSON.stringify(gateway.jwks)),
  ]);
  const signer = await signerOf(client.privateJwk);
  const minted = new Map<Viewer, Promise<string>>();
  return {
    files,
    gateway: await signerOf(gateway.privateJwk),
    client: signer,
    token(viewer) {
      const token = minted.get(viewer) ?? mintClientToken(signer, viewer);
      minted.set(viewer, token);
      return token;
    },
    expiredToken: (viewer) =>
      mintClientToken(signer, viewer, { lifetime: 60, now: Date.now() - 10 * 60 * 1000 }),
    deploymentToken: (name, jurisdictions) => writeDeploymentToken(client, folder, { name, jurisdictions }),
  };
}
