import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readTexts } from '../subgraphs/ledger-files.ts';
import type { World } from '../support/world.ts';
import { executable, visit } from './browser.ts';
import { eventually, openIde, type OpenedIde } from './opened-ide.ts';

// The page as its users open it: in a real browser, from a real gateway over four real deployments. Without a browser on the
// machine these tests are skipped; CI installs one. The screenshots are written anew by `UPDATE_EXPECTED=1`.

describe.skipIf(executable === null)('the IDE in a browser', () => {
  let ide: OpenedIde;
  let world: World;
  let page: Page;

  beforeAll(async () => {
    ide = await openIde();
    ({ world, page } = ide);
  }, 120_000);

  afterAll(() => ide?.[Symbol.asyncDispose]());

  const screenshot = (name: string) => ide.screenshot(name);
  const runSaved = (title: string) => ide.runSaved(title);
  const tab = (name: string) => ide.tab(name);

  test('opens in Chinese, with the saved operations as a gallery', async () => {
    expect(await page.locator('.jiedui-gallery h2').textContent()).toBe('已存查询');
    expect(await page.locator('.graphiql-execute-button').getAttribute('aria-label')).toMatch(/执行 ?查询/);
    const titles = await page.locator('.jiedui-gallery li b').allTextContents();
    expect(titles).toContain('单独组建率（分县区）');
    expect(titles).toContain('五个一热力图');
    await screenshot('1-opened');
  });

  test('its first query runs, and who answered is shown with the time that each took', async () => {
    await page.click('.graphiql-execute-button');
    await page.waitForSelector('.jiedui-coverage');
    const rows = await page.locator('.jiedui-coverage tbody tr').allTextContents();
    expect(rows).toHaveLength(4);
    for (const name of ['潮州市', '湘桥区', '潮安区', '饶平县']) {
      expect(rows.find((row) => row.startsWith(name))).toMatch(/已应答.*\d+ ms/);
    }
    await screenshot('2-who-answered');
  });

  test('a county officer signs in by pasting a token, or by a role of the local platform', async () => {
    await page.click('.jiedui-masthead [aria-haspopup=dialog]');
    await page.fill('.jiedui-roles textarea', 'no token');
    expect(await page.locator('.jiedui-roles [role=alert]').textContent()).toBe('这不是令牌（JWT）');
    await page.fill('.jiedui-roles textarea', '');
    await screenshot('3-signing-in');
    await page.locator('.jiedui-roles > button', { hasText: '县（区）工作人员' }).click();
    expect(await page.locator('.jiedui-masthead [aria-haspopup=dialog]').textContent()).toBe(
      '县（区）工作人员 445103',
    );
  });

  test('a saved query runs from its form, and its groups stand in a table and a chart', async () => {
    await runSaved('两新组织按行业分布');
    await tab('表格').click();
    const table = page.locator('.jiedui-answer table');
    await eventually(() => table.locator('tbody tr').count()).toBeGreaterThan(10);
    // Columns have the Chinese names that the schema's descriptions give.
    expect(await table.locator('thead th').allTextContents()).toContain('从业人员数');
    const factories = table.locator('tbody tr', { hasText: '制造业 · 非公有制企业' });
    await screenshot('4-table');
    const expected = world.ledgers;
    const count = Object.values(expected)
      .flatMap(({ organisations }) => organisations)
      .filter(({ kind, industry }) => kind === 'NON_PUBLIC_ENTERPRISE' && industry === 'C').length;
    expect(await factories.locator('td.number').first().textContent()).toBe(String(count));
    await tab('图表').click();
    await eventually(() => page.locator('.jiedui-chart svg').textContent()).toContain('制造业');
    await screenshot('5-chart');
  });

  test('the variables of a saved query are a form that refuses what does not fit', async () => {
    await page.fill('.jiedui-gallery input[type=search]', '组织检索');
    await page.locator('.jiedui-gallery li button').first().click();
    const form = page.locator('.jiedui-form');
    await form.locator('[data-variable=first]').fill('many');
    expect(await form.locator('button[type=submit]').isDisabled()).toBe(true);
    await form.locator('[data-variable=first]').fill('3');
    await form.locator('[data-variable=text]').fill('海润');
    await form.locator('button[type=submit]').click();
    await tab('表格').click();
    await eventually(() => page.locator('.jiedui-answer tbody').textContent()).toContain(
      '广东海润冷链物流有限公司',
    );
    await screenshot('6-form');
  });

  test('the answer is downloaded as xlsx and as csv', async () => {
    const xlsx = await ide.download('xlsx');
    expect(xlsx.suggestedFilename()).toBe('OrganisationSearch.xlsx');
    const saved = path.join(ide.folder, xlsx.suggestedFilename());
    await xlsx.saveAs(saved);
    const [titles, ...rows] = await readTexts(saved);
    const name = titles!.indexOf('名称');
    expect(rows.map((row) => row[name])).toEqual(['广东海润冷链物流有限公司']);
    const csv = await ide.download('csv');
    const text = await readFile(await csv.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('广东海润冷链物流有限公司');
  });

  test('the documentation says in Chinese what a field is', async () => {
    await page.click('.graphiql-sidebar button[aria-label*="文档"]');
    await page.locator('.graphiql-doc-explorer a', { hasText: /^Query$/ }).click();
    await eventually(() => page.locator('.graphiql-doc-explorer').textContent()).toContain('结对名单');
    await screenshot('7-documentation');
  });

  test('the shard plan is for those who may see it', async () => {
    expect(await tab('查询计划').count()).toBe(0);
    await page.click('.jiedui-masthead [aria-haspopup=dialog]');
    await page.locator('.jiedui-roles > button', { hasText: '审计人员' }).click();
    await page.locator('.graphiql-sidebar button[aria-label*="已存查询"]').click();
    await runSaved('两新组织按行业分布');
    await tab('查询计划').click();
    await eventually(() => page.locator('.jiedui-answer pre').first().textContent()).toContain(
      'organisationGroups GROUP',
    );
    await screenshot('8-plan');
  });

  test('a shared link opens with the operation, its variables and no token', async () => {
    await page.locator('.jiedui-masthead button', { hasText: '分享' }).click();
    await eventually(() => page.url()).toContain('#q=');
    const token = await page.evaluate(() => sessionStorage.getItem('jiedui:token'));
    expect(page.url()).not.toContain(token!.split('.')[1]!.slice(0, 20));
    await using other = await visit(ide.base);
    const guest = other.context.pages()[0]!;
    await guest.goto(page.url());
    await guest.waitForSelector('.graphiql-query-editor .view-line');
    await eventually(() => guest.locator('.graphiql-query-editor').textContent()).toContain(
      'OrganisationsByIndustry',
    );
    expect(await guest.locator('.jiedui-masthead [aria-haspopup=dialog]').textContent()).toBe('公众');
  });

  test('speaks English to whoever wants it', async () => {
    await page.locator('.jiedui-masthead button', { hasText: 'English' }).click();
    await page.waitForSelector('.graphiql-query-editor .view-line');
    await page.waitForSelector('.graphiql-execute-button[aria-label*="Execute query"]');
    await screenshot('9-english');
  });

  test('asked nothing of any other place, and broke nothing', () => {
    expect(ide.visit.outside).toEqual([]);
    expect(ide.faults).toEqual([]);
  });
});
