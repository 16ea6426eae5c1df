import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEnumType } from 'graphql';

import { readTexts } from '../subgraphs/ledger-files.ts';
import { honest, startMiddleman, type Middleman } from '../support/middleman.ts';
import { executable } from './browser.ts';
import { eventually, openIde, type OpenedIde } from './opened-ide.ts';

// A county officer's day at the page: lists to read and to page through, a county that is silent, a token of yesterday.

/** Of a line of the editor: its middle may lie far to the right, out of sight. */
const atStart = { x: 20, y: 8 };

describe.skipIf(executable === null)('the IDE day by day', () => {
  let ide: OpenedIde;
  let page: Page;
  let raoping: Middleman;

  beforeAll(async () => {
    ide = await openIde({
      deadline: 3000,
      async through({ codes, url }) {
        if (!codes.includes('445122')) return url;
        raoping = await startMiddleman(url);
        return raoping.url;
      },
    });
    page = ide.page;
    await ide.signInAs('县（区）工作人员');
  }, 120_000);

  afterAll(async () => {
    await ide?.[Symbol.asyncDispose]();
    await raoping?.[Symbol.asyncDispose]();
  });

  const cells = (column: number) => page.locator(`.jiedui-answer tbody td:nth-child(${column})`);
  const columnOf = async (title: string) =>
    (await page.locator('.jiedui-answer thead th').allTextContents()).indexOf(title) + 1;

  /** The Chinese of each value of an enum, as its description begins. */
  function chineseIn(type: string): Map<string, string> {
    const known = ide.world.schema.getType(type);
    if (!isEnumType(known)) throw new Error(`No enum: ${type}`);
    return new Map(
      known.getValues().map(({ name, description }) => [name, /^[^。，：]+/.exec(description!)![0]]),
    );
  }

  test('values of enums are read in Chinese, with the raw ones in the titles of their cells', async () => {
    await ide.runSaved('待办诉求');
    await ide.tab('表格').click();
    await eventually(() => page.locator('.jiedui-answer tbody tr').count()).toBeGreaterThan(3);
    for (const [title, field, type] of [
      ['诉求状态', 'state', 'AppealState'],
      ['诉求层级', 'tier', 'AppealTier'],
      ['时限状态', 'timeliness', 'AppealTimeliness'],
    ] as const) {
      const query = `{ appeals(first: 50, orderBy: { field: DUE_ON, direction: ASCENDING }, filter: { paused: false,
        state: [RAISED, ACCEPTED, COORDINATING, ESCALATED, ASSIGNED, CONFIRMED, DISSATISFIED, REOPENED] }) { nodes { ${field} } } }`;
      const { data } = await ide.federation.ask(ide.viewers.county, { query });
      const raws = (data as { appeals: { nodes: Record<string, string>[] } }).appeals.nodes.map(
        (node) => node[field]!,
      );
      const terms = chineseIn(type);
      const column = cells(await columnOf(title));
      expect(await column.allTextContents()).toEqual(raws.map((raw) => terms.get(raw)));
      const titles = await column.evaluateAll((all) => all.map((each) => each.getAttribute('title')));
      expect(titles).toEqual(raws.map((raw) => `${terms.get(raw)}\n${raw}`));
    }
    // Moments are those of the clocks of China.
    expect(
      await cells(await columnOf('提出时间'))
        .first()
        .textContent(),
    ).toMatch(/^2023-\d\d-\d\d \d\d:\d\d$/);
    await ide.screenshot('10-words');
  });

  test('downloads have the words too, lists within the rows as sheets of their own', async () => {
    const xlsx = await ide.download('xlsx');
    const file = path.join(ide.folder, 'appeals.xlsx');
    await xlsx.saveAs(file);
    const [titles, ...rows] = await readTexts(file);
    const states = new Set(chineseIn('AppealState').values());
    const state = titles!.indexOf('诉求状态');
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(states).toContain(row[state]);
    const [heads, ...parts] = await readTexts(file, '各部门承办的部分');
    expect(heads!.slice(0, 3)).toEqual(['诉求标题', '序号', '承办事项']);
    expect(parts.length).toBeGreaterThan(0);
    const text = await readFile(await (await ide.download('csv')).path(), 'utf8');
    expect(text).toContain(rows[0]![state]);
    expect(text).not.toMatch(/\bRAISED\b/);
  });

  test('a form has its fields and choices in Chinese', async () => {
    const labels = await page
      .locator('.jiedui-form > label > span, .jiedui-form > fieldset > legend')
      .allTextContents();
    expect(labels.map((label) => label.replace(/ \S+$/, ''))).toEqual([
      '只查这些行政区划',
      '以该日为准',
      '前若干行',
      '此游标之后',
    ]);
    await page.locator('.jiedui-form summary').click();
    expect(await page.locator('.jiedui-form select[data-variable=state] option').allTextContents()).toContain(
      '协调中',
    );
  });

  test('jurisdictions are chosen by name; what is refused of everybody is had of the own one by a click', async () => {
    await page.fill('.jiedui-gallery input[type=search]', '各部门承办诉求');
    await page.locator('.jiedui-gallery li button').first().click();
    const form = page.locator('.jiedui-form');
    const places = form.locator('fieldset[data-variable=jurisdictions]');
    await eventually(() => places.locator('label').allTextContents()).toEqual([
      '潮州市 445100',
      '湘桥区 445102',
      '潮安区 445103',
      '饶平县 445122',
    ]);
    expect(await places.locator('legend').textContent()).toBe('只查这些行政区划 全部');
    await form.locator('button[type=submit]').click();
    const hint = page.locator('.jiedui-answer [role=status]');
    await eventually(() => hint.textContent()).toContain('有的内容只供本地区查看。');
    await hint.locator('button').click();
    await ide.tab('表格').click();
    await eventually(() => cells(1).allTextContents()).toContainEqual(
      expect.stringContaining('潮安示例单位'),
    );
    expect(await hint.count()).toBe(0);
    // The same by the form; what is chosen there can be seen, and taken back.
    await places.locator('button', { hasText: '只查本地区' }).click();
    expect(await places.getByLabel('潮安区').isChecked()).toBe(true);
    await places.getByLabel('饶平县').check();
    await ide.screenshot('18-jurisdictions');
    await places.getByLabel('饶平县').uncheck();
    await form.locator('button[type=submit]').click();
    await eventually(() => page.locator('.jiedui-answer tbody tr').count()).toBeGreaterThan(1);
    expect(await hint.count()).toBe(0);
    await places.locator('button', { hasText: '全部地区' }).click();
    expect(await places.locator('input:checked').count()).toBe(0);
  });

  test('the five ones of each pairing and month are a heat map', async () => {
    await page.fill('.jiedui-gallery input[type=search]', '五个一热力图');
    await page.locator('.jiedui-gallery li button').first().click();
    const form = page.locator('.jiedui-form');
    const labels = await form.locator('label > span').allTextContents();
    for (const label of ['前若干行 first Int', '前若干行 cells Int']) expect(labels).toContain(label);
    await form.locator('[data-variable=from]').fill('2023-01-01');
    await form.locator('[data-variable=to]').fill('2023-12-31');
    await form.locator('button[type=submit]').click();
    await ide.tab('图表').click();
    const drawn = page.locator('.jiedui-chart svg');
    await eventually(() => drawn.textContent()).toContain('2023-06');
    expect(await page.locator('.jiedui-measure select option:checked').textContent()).toBe('已做次数');
    await ide.screenshot('11-heat-map');
    // Of several rules, each item is told by its rule, in words.
    await form.locator('[data-variable=rule]').selectOption(['CONTACT', 'RESEARCH_VISIT']);
    await form.locator('button[type=submit]').click();
    await eventually(() => drawn.textContent()).toContain('每季度至少1次调研');
  });

  test('a list is paged through, and says how far it reaches', async () => {
    await ide.runSaved('结对名单');
    await ide.tab('表格').click();
    const pages = page.locator('.jiedui-pages');
    await eventually(() => pages.textContent()).toContain('本页 50 条，共 127 条');
    const seen = new Set<string>();
    const names = async () => {
      for (const name of await cells(await columnOf('编号')).allTextContents()) seen.add(name);
      return seen.size;
    };
    expect(await names()).toBe(50);
    await pages.locator('button', { hasText: '下一页' }).click();
    await eventually(names).toBe(100);
    await pages.locator('button', { hasText: '下一页' }).click();
    await eventually(names).toBe(127);
    expect(await pages.textContent()).toBe('本页 27 条，共 127 条首页');
    await pages.locator('button', { hasText: '首页' }).click();
    await eventually(() => pages.textContent()).toContain('本页 50 条');
  });

  test('the panel is used by keys alone: arrows between its views, Escape from its full size', async () => {
    await ide.tab('表格').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').textContent()).toBe('各地应答');
    expect(await page.locator('.jiedui-coverage').count()).toBe(1);
    await page.keyboard.press('ArrowLeft');
    const panel = page.locator('.jiedui-answer');
    const before = (await panel.boundingBox())!;
    await page.locator('.jiedui-sizes button[title=放大]').focus();
    await page.keyboard.press('Enter');
    expect(await panel.boundingBox()).toMatchObject({ x: 0, y: 0, ...page.viewportSize()! });
    await ide.screenshot('12-enlarged');
    await page.keyboard.press('Escape');
    expect(await panel.boundingBox()).toEqual(before);
  });

  test("the editor's own menu and palette are in Chinese", async () => {
    await page
      .locator('.graphiql-query-editor .view-line')
      .nth(4)
      .click({ button: 'right', position: atStart });
    const items = page.locator('.shadow-root-host .action-label:not(.separator)');
    await eventually(() => items.count()).toBeGreaterThan(5);
    const labels = await items.allTextContents();
    for (const label of ['剪切', '复制', '粘贴', '执行查询', '命令面板']) expect(labels).toContain(label);
    for (const label of labels) expect(label).toMatch(/\p{Script=Han}/u);
    await ide.screenshot('13-menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    const commands = page.locator('.quick-input-list .monaco-list-row .label-name');
    await eventually(() => commands.count()).toBeGreaterThan(5);
    for (const command of await commands.allTextContents()) expect(command).toMatch(/\p{Script=Han}/u);
    await page.keyboard.press('Escape');
  });

  test('a county that is silent is named once, with how much of it is missing', async () => {
    raoping.conduct = () => Promise.resolve({ kind: 'silence' });
    await ide.runSaved('结对名单');
    await ide.tab('各地应答').click();
    const silent = page.locator('.jiedui-coverage tr.silent');
    await eventually(() => silent.textContent()).toMatch(/^饶平县.*超时/);
    const errors = page.locator('.jiedui-answer .jiedui-error', { hasText: 'JURISDICTION_TIMEOUT' });
    expect(await errors.count()).toBe(1);
    expect(await errors.textContent()).toMatch(/pairings，另有 \d+ 处/);
    expect(await page.locator('.jiedui-summary').textContent()).toContain('合计不完整');
    expect(await page.locator('.jiedui-answer .jiedui-error').last().textContent()).toContain('结对名单：');
    await ide.screenshot('14-silent-county');
    raoping.conduct = honest;
  });

  test('what is wrong with an operation stands under its name, not under who answered', async () => {
    await page.locator('.graphiql-query-editor .view-line').first().click({ position: atStart });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('{ titel');
    await eventually(() => page.locator('.graphiql-query-editor').textContent()).toContain('titel');
    await page.click('.graphiql-execute-button');
    await eventually(() => ide.tab('错误').count()).toBe(1);
    expect(await page.locator('.jiedui-answer .jiedui-error').textContent()).toContain('titel');
    expect(await ide.tab('表格').count()).toBe(0);
  });

  test('an operation that finds nothing says so', async () => {
    await ide.runSaved('结对建议');
    await ide.tab('表格').click();
    await eventually(() => page.locator('.jiedui-answer .jiedui-hint').textContent()).toBe(
      '没有符合条件的记录。',
    );
  });

  test('who asks as somebody else does not keep what the one before was answered', async () => {
    await ide.runSaved('待办诉求');
    await eventually(() => page.locator('.graphiql-response').textContent()).toContain('appeals');
    await ide.signInAs('公众');
    await eventually(() => page.locator('.graphiql-response').textContent()).not.toContain('appeals');
    expect(await page.locator('.jiedui-answer').count()).toBe(0);
  });

  test('a link that is pasted where the page is open opens too; one that is cut off says so', async () => {
    await ide.runSaved('待办诉求');
    await page.locator('.jiedui-masthead button', { hasText: '分享' }).click();
    await eventually(() => page.url()).toContain('#q=');
    const link = page.url();
    await page.evaluate(`history.replaceState(null, '', '/')`);
    await ide.runSaved('活动统计');
    const editor = page.locator('.graphiql-query-editor .view-lines');
    await eventually(() => editor.textContent()).toContain('活动统计');
    const open = (address: string) => page.evaluate(`void (location.href = ${JSON.stringify(address)})`);
    await open(link);
    await eventually(() => editor.textContent()).toContain('待办诉求');
    const alert = page.locator('.graphiql-footer [role=alert]');
    expect(await alert.count()).toBe(0);
    await open(link.slice(0, -30));
    await eventually(() => alert.count()).toBe(1);
    expect(await alert.textContent()).toContain('链接不完整');
    await page.goto(ide.base);
    await page.waitForSelector('.graphiql-query-editor .view-line');
  });

  test('the page of the keys is in Chinese, and leads nowhere else', async () => {
    await page.click('.graphiql-sidebar button[aria-label="打开快捷键说明"]');
    const dialog = page.locator('.graphiql-dialog');
    expect(await dialog.locator('.graphiql-table').textContent()).toContain('执行查询');
    expect(await dialog.locator('a:visible').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('a token of yesterday is not taken in; one that expires while it is used says so, and is changed there', async () => {
    const expired = await ide.world.keys.expiredToken(ide.viewers.county);
    await page.click('.jiedui-masthead [aria-haspopup=dialog]');
    await page.fill('.jiedui-roles textarea', expired);
    expect(await page.locator('.jiedui-roles [role=alert]').textContent()).toBe('这个令牌已经过期');
    expect(await page.locator('.jiedui-roles button[type=submit]').isDisabled()).toBe(true);
    // As in a tab that was left open overnight.
    await page.evaluate((token) => sessionStorage.setItem('jiedui:token', token), expired);
    await page.reload();
    await page.waitForSelector('.graphiql-query-editor .view-line');
    expect(await page.locator('.jiedui-masthead [aria-haspopup=dialog]').textContent()).toContain(
      '令牌已过期',
    );
    await ide.runSaved('结对名单');
    const error = page.locator('.jiedui-answer .jiedui-error');
    await eventually(() => error.textContent()).toContain('UNAUTHENTICATED');
    await ide.screenshot('15-expired');
    await error.locator('button').click();
    await page.locator('.jiedui-roles > button', { hasText: '公众' }).click();
    await ide.runSaved('结对名单');
    await ide.tab('表格').click();
    await eventually(() => page.locator('.jiedui-pages').textContent()).toContain('共 127 条');
  });

  test('a chart is drawn in the colours of the page, dark too; what has no chart is read as a table', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    await page.waitForSelector('.graphiql-query-editor .view-line');
    await ide.runSaved('两新组织按行业分布');
    await ide.tab('图表').click();
    const label = page.locator('.jiedui-chart svg text', { hasText: '制造业' });
    const colour = (place: Locator, property: string) =>
      place.evaluate(
        (element, name) =>
          element.ownerDocument.defaultView!.getComputedStyle(element).getPropertyValue(name),
        property,
      );
    expect(await colour(label.first(), 'fill')).toBe(await colour(page.locator('.jiedui-answer'), 'color'));
    await ide.screenshot('17-dark');
    await ide.runSaved('组织检索');
    await eventually(() => ide.tab('表格').getAttribute('aria-selected')).toBe('true');
    await page.emulateMedia({ colorScheme: null });
    await page.reload();
    await page.waitForSelector('.graphiql-query-editor .view-line');
  });

  test('a narrow window has the operation above its answer, and nothing beside it', async () => {
    await page.setViewportSize({ width: 720, height: 900 });
    const editor = (await page.locator('.graphiql-editors').boundingBox())!;
    const answer = (await page.locator('.graphiql-response').boundingBox())!;
    expect(answer.y).toBeGreaterThanOrEqual(editor.y + editor.height);
    expect(answer.width).toBeGreaterThan(400);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(720);
    await ide.screenshot('16-narrow');
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('in English the same words are English, the menu of the editor with them', async () => {
    await page.locator('.jiedui-masthead button', { hasText: 'English' }).click();
    await page.waitForSelector('.graphiql-execute-button[aria-label*="Execute query"]');
    await page.waitForSelector('.graphiql-query-editor .view-line');
    await ide.runSaved('Pairings with both sides');
    await ide.tab('Table').click();
    await eventually(async () =>
      cells(await columnOf('state'))
        .first()
        .textContent(),
    ).toBe('Confirmed by both sides');
    await page
      .locator('.graphiql-query-editor .view-line')
      .nth(4)
      .click({ button: 'right', position: atStart });
    const items = page.locator('.shadow-root-host .action-label:not(.separator)');
    await eventually(() => items.allTextContents()).toContain('Cut');
    expect(await items.allTextContents()).toContain('Run Operation');
  });

  test('asked nothing of any other place, and broke nothing but what was broken on purpose', () => {
    expect(ide.visit.outside).toEqual([]);
    // The browser itself tells of answers with a status of 400 or 401.
    expect(ide.faults.filter((fault) => !/status of 40[01]/.test(fault))).toEqual([]);
  });
});
