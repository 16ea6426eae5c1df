import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type BrowserContext, chromium } from 'playwright-core';

/** A browser of this machine: `CHROMIUM`, else where Linux distributions, macOS and Windows put it. Null: there is none. */
export const executable: string | null =
  [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((each) => each !== undefined && existsSync(each)) ?? null;

export interface Visit extends AsyncDisposable {
  context: BrowserContext;
  /** Every address that was asked for and is not the platform's. */
  outside: readonly string[];
}

/** A browser with an empty profile that knows no other place than this one. */
export async function visit(base: string, locale = 'zh-CN'): Promise<Visit> {
  const profile = await mkdtemp(path.join(tmpdir(), 'jiedui-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable!,
    // Root may not use the sandbox; the browser's own calls home would count as the page's.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    viewport: { width: 1400, height: 900 },
    locale,
    acceptDownloads: true,
  });
  const outside: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(data|blob):/.test(url)) outside.push(url);
  });
  return {
    context,
    outside,
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
