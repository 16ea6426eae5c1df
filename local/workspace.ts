import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder with pnpm-workspace.yaml, whether this runs from the sources or compiled. */
export const workspace = find(path.dirname(fileURLToPath(import.meta.url)));

/** Programs and files of the workspace that the runner starts and reads. */
export const paths = {
  deployment: path.join(workspace, 'subgraphs/deployment/dist/main.js'),
  gateway: path.join(workspace, 'gateway/dist/main.js'),
  supergraph: path.join(workspace, 'schema/supergraph.graphql'),
  federations: path.join(workspace, 'local/federations'),
  operations: path.join(workspace, 'schema/queries'),
  manifest: path.join(workspace, 'schema/operations/manifest.json'),
} as const;

/** Where the runner keeps what belongs to one federation: `JIEDUI_STATE`, else `.local` in the checkout. */
export function stateFolder(federation: string, environment: NodeJS.ProcessEnv): string {
  return path.join(path.resolve(environment['JIEDUI_STATE'] ?? path.join(workspace, '.local')), federation);
}

function find(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'pnpm-workspace.yaml'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`No pnpm-workspace.yaml above ${start}.`);
  }
}
