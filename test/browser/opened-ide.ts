import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Download, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

import { layouts } from '../support/layouts.ts';
import { viewersOf, type Viewers } from '../support/viewers.ts';
import { openWorld, type ShardedFederation, type ShardOptions, type World } from '../support/world.ts';
import { visit, type Visit } from './browser.ts';

const site = fileURLToPath(new URL('../../gateway/ide/dist/site', import.meta.url));
const operations = fileURLToPath(new URL('../../schema/queries', import.meta.url));
const screenshots = fileURLToPath(new URL('./screenshots/', import.meta.url));

/** The page in a browser, from a gateway over four deployments, with the tokens of a county and an auditor to choose from. */
export interface OpenedIde extends AsyncDisposable {
  world: World;
  federation: ShardedFederation;
  viewers: Viewers;
  visit: Visit;
  page: Page;
  /** Where the gateway listens, without a slash. */
  base: string;
  /** For files; gone with the page. */
  folder: string;
  /** What the page complained of. */
  faults: string[];
  /** The tab of this name in the panel of the answer. */
  tab(name: string): Locator;
  /** Chooses a saved operation and runs it as its form has it at first. */
  runSaved(title: string): Promise<void>;
  signInAs(role: string): Promise<void>;
  download(name: string): Promise<Download>;
  /** Written anew by `UPDATE_EXPECTED=1`. */
  screenshot(name: string): Promise<void>;
}

/** What the page comes to, once the gateway has answered it; the machine may be busy. */
export function eventually(read: () => unknown): ReturnType<typeof expect.poll> {
  return expect.poll(read, { timeout: 10_000 });
}

export async function openIde(options: ShardOptions = {}): Promise<OpenedIde> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'jiedui-ide-test-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const world = started.use(await openWorld());
  const viewers = viewersOf(world.ledgers, '445103', '445122');
  const tokens = path.join(folder, 'tokens.json');
  await writeFile(
    tokens,
    JSON.stringify({
      county: await world.keys.token(viewers.county),
      auditor: await world.keys.token(viewers.auditor),
    }),
  );
  const federation = await world.shard(layouts.apart, { ide: { site, operations, tokens }, ...options });
  const base = federation.url.replace(/\/$/, '');
  const opened = started.use(await visit(base));
  const page = opened.context.pages()[0]!;
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(base);
  await page.waitForSelector('.graphiql-query-editor .view-line', { timeout: 30_000 });
  const running = started.move();
  return {
    world,
    federation,
    viewers,
    visit: opened,
    page,
    base,
    folder,
    faults,
    tab: (name) => page.locator('.jiedui-answer [role=tab]', { hasText: name }),
    async runSaved(title) {
      await page.fill('.jiedui-gallery input[type=search]', title);
      const entry = page.locator('.jiedui-gallery li', { hasText: title });
      await entry.locator('button').first().click();
      await entry.locator('.jiedui-form button[type=submit]').click();
    },
    async signInAs(role) {
      await page.click('.jiedui-masthead [aria-haspopup=dialog]');
      await page.locator('.jiedui-roles > button', { hasText: role }).click();
    },
    async download(name) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.jiedui-downloads button', { hasText: name }).click(),
      ]);
      return download;
    },
    async screenshot(name) {
      if (process.env['UPDATE_EXPECTED'] === '1')
        await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
