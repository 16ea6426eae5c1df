import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { ConfigurationError, readFailure } from './configuration-error.ts';

export interface IdeConfig {
  /** Folder of the built page: `gateway/ide/dist/site`. */
  site: string;
  /** Folder of saved operations, `<name>.graphql`, each with its Chinese and its English title in two lines of comment. */
  operations?: string;
  /**
   * Path of a JSON file with tokens to offer, `{"county": "eyJ…"}`: for a platform to try out, never for one with real
   * records. Whoever opens the page is given them.
   */
  tokens?: string;
}

/** Answers what belongs to the page; false where the request is not for it. */
export type ServeIde = (request: IncomingMessage, response: ServerResponse, pathname: string) => boolean;

/**
 * The IDE's page at `/` for whoever asks for HTML, and its files below `/ide/`.
 * @throws ConfigurationError where a folder or file cannot be read.
 */
export async function createIde({ site, operations, tokens }: IdeConfig): Promise<ServeIde> {
  const page = pageIn(site);
  const answers = new Map<string, () => string>([
    ['/ide/operations.json', constant(JSON.stringify(operations ? await readOperations(operations) : []))],
    // Read at each request: whoever minted new tokens need not restart the gateway.
    ['/ide/settings.json', () => JSON.stringify({ roles: tokens ? readTokens(tokens) : [] })],
  ]);
  const files = sirv(site, { etag: true, brotli: true, maxAge: 31_536_000, immutable: true });
  return (request, response, pathname) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (pathname === '/') {
      if (!wantsPage(request)) return false;
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        vary: 'accept',
        ...page.headers,
      });
      response.end(page.html);
      return true;
    }
    if (!pathname.startsWith('/ide/')) return false;
    response.setHeader('x-content-type-options', 'nosniff');
    const answer = answers.get(pathname);
    if (answer) {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-cache',
      });
      response.end(answer());
      return true;
    }
    // The names of the page's files hold their content's hash: they may be kept for good.
    response.removeHeader('cache-control');
    request.url = request.url!.slice('/ide'.length);
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
      response.end('没有此文件。No such file.');
    });
    return true;
  };
}

/** Where `node gateway/ide/build.ts` puts the page, if it did; from the source as from dist. */
export function builtSite(): string | undefined {
  return ['./ide/dist/site', '../ide/dist/site']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((place) => existsSync(place));
}

/** A browser that opens an address asks for HTML first; a client of the graph never does. */
function wantsPage({ headers, url }: IncomingMessage): boolean {
  return (headers.accept ?? '').includes('text/html') && !/[?&]query=/.test(url ?? '');
}

function pageIn(site: string): { html: string; headers: Record<string, string> } {
  const file = path.join(site, 'index.html');
  let html: string;
  try {
    html = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError([
      {
        where: 'JIEDUI_IDE',
        expected: `a folder with the built page (${file})`,
        received: readFailure(error),
      },
    ]);
  }
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
  );
  // Nothing from anywhere else, by the browser's own word: an intranet has nothing else, and no script of others runs.
  const policy = [
    `default-src 'none'`,
    `script-src ${["'self'", ...scripts].join(' ')}`,
    `worker-src 'self' blob:`,
    // The editor writes its colours and places as styles.
    `style-src 'self' 'unsafe-inline'`,
    `font-src 'self' data:`,
    `img-src 'self' data: blob:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return {
    html,
    headers: {
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  };
}

interface SavedOperation {
  name: string;
  zh: string;
  en: string;
  query: string;
}

/** Whatever its file's name says: the folder is the operator's. */
export async function readOperations(folder: string): Promise<SavedOperation[]> {
  try {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
    return await Promise.all(
      files.map(async (file) => {
        const query = await readFile(path.join(folder, file), 'utf8');
        const name = file.slice(0, -'.graphql'.length);
        const [, zh = name, en = zh] = /^# *(.+)\r?\n(?:# *(.+)\r?\n)?/.exec(query) ?? [];
        return { name, zh, en, query };
      }),
    );
  } catch (error) {
    throw new ConfigurationError([
      { where: 'JIEDUI_OPERATIONS', expected: 'a folder with *.graphql files', received: readFailure(error) },
    ]);
  }
}

/** None where the file is not there yet, or is being written. */
function readTokens(file: string): { role: string; token: string }[] {
  try {
    const read = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
    return Object.entries(read).flatMap(([role, token]) =>
      typeof token === 'string' ? [{ role, token }] : [],
    );
  } catch {
    return [];
  }
}

function constant(text: string): () => string {
  return () => text;
}
