import { type KeyboardEvent, useState } from 'react';

import { type Answered, answered } from './answer.ts';
import { ChartView } from './chart-view.tsx';
import { drawingOf, firstMeasure, isDrawable } from './chart.ts';
import { CoverageView } from './coverage-view.tsx';
import { csvOf, save, xlsxOf } from './download.ts';
import { textOf, useFill } from './fill.ts';
import { useOwn } from './jurisdictions.ts';
import { say } from './language.ts';
import { type NamedTable, useNamedTables } from './named-tables.ts';
import { variablesOfOwn } from './own.ts';
import { pagingOf } from './paging.ts';
import { PlanView } from './plan-view.tsx';
import { TableView } from './table-view.tsx';

type View = 'table' | 'chart' | 'coverage' | 'plan';
type Size = 'small' | 'usual' | 'large';

/** The last answer beside its JSON: as a table, a chart, by who answered, and how it was asked. */
export function AnswerPanel() {
  const last = answered.use();
  const [chosen, setChosen] = useState<View>('coverage');
  const [size, setSize] = useState<Size>('usual');
  const [listed, setListed] = useState<{ of: Answered; at: number } | null>(null);
  const tables = useNamedTables(last);
  if (!last)
    return (
      <p className="jiedui-hint">
        {say('执行后，这里有表格、图表和各地应答情况。', 'After a run: table, chart, and who answered.')}
      </p>
    );
  const { data, errors, extensions } = last.answer;
  const plan = extensions?.plan;
  const drawable = tables.some(isDrawable);
  const views = [
    ['table', say('表格', 'Table'), tables.length > 0 || data != null],
    ['chart', say('图表', 'Chart'), drawable],
    [
      'coverage',
      errors && !extensions?.jurisdictions?.length ? say('错误', 'Errors') : say('各地应答', 'Who answered'),
      true,
    ],
    ['plan', say('查询计划', 'Plan'), plan !== undefined],
  ] as const;
  const shown = views.filter(([, , isThere]) => isThere);
  const has = (wanted: View) => shown.some(([name]) => name === wanted);
  // What has no chart is read as a table.
  const view = has(chosen) ? chosen : chosen === 'chart' && has('table') ? 'table' : 'coverage';
  const at = listed?.of === last ? listed.at : view === 'chart' ? firstDrawn(tables) : 0;
  const table = tables[at];
  const choose = (name: View) => {
    setChosen(name);
    if (size === 'small') setSize('usual');
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = shown[(shown.findIndex(([name]) => name === view) + by + shown.length) % shown.length]!;
    choose(next[0]);
    document.getElementById(`jiedui-tab-${next[0]}`)?.focus();
  };
  return (
    <section
      className={`jiedui-answer ${size}`}
      aria-label={say('结果', 'The answer')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && size === 'large') setSize('usual');
      }}
    >
      <header>
        <div role="tablist" onKeyDown={step}>
          {shown.map(([name, title]) => (
            <button
              key={name}
              id={`jiedui-tab-${name}`}
              type="button"
              role="tab"
              aria-selected={view === name}
              aria-controls="jiedui-answer-view"
              tabIndex={view === name ? 0 : -1}
              onClick={() => choose(name)}
            >
              {title}
            </button>
          ))}
        </div>
        {tables.length > 1 && (view === 'table' || view === 'chart') && (
          <select
            aria-label={say('列表', 'Which list')}
            value={at}
            onChange={(event) => setListed({ of: last, at: Number(event.target.value) })}
          >
            {tables.map(({ name, title }, index) => (
              <option key={name} value={index}>
                {title}
              </option>
            ))}
          </select>
        )}
        {table && <Downloads tables={tables} table={table} last={last} />}
        <Sizes size={size} change={setSize} />
        <Summary last={last} />
      </header>
      <OwnAlone last={last} />
      {size !== 'small' && (
        <div id="jiedui-answer-view" role="tabpanel" aria-labelledby={`jiedui-tab-${view}`}>
          {view === 'table' &&
            (table ? (
              <>
                <Pages last={last} table={table} />
                <TableView table={table} />
              </>
            ) : (
              <p className="jiedui-hint">{say('没有符合条件的记录。', 'There is no such record.')}</p>
            ))}
          {view === 'chart' &&
            (table && isDrawable(table) ? (
              <ChartView key={table.name} table={table} />
            ) : (
              <p className="jiedui-hint">
                {say('此列表没有可画的数。', 'This list has no numbers to draw.')}
              </p>
            ))}
          {view === 'coverage' && <CoverageView last={last} />}
          {view === 'plan' && plan && <PlanView plan={plan} />}
        </div>
      )}
    </section>
  );
}

/** The list that a chart begins with: one of two dimensions, else the first that can be drawn. */
function firstDrawn(tables: readonly NamedTable[]): number {
  const drawn = tables.map((table) =>
    isDrawable(table) ? drawingOf(table, firstMeasure(table)!).kind : null,
  );
  return Math.max(
    0,
    drawn.includes('heatmap') ? drawn.indexOf('heatmap') : drawn.findIndex((each) => each !== null),
  );
}

/** How much of the window the panel takes. */
function Sizes({ size, change }: { size: Size; change: (size: Size) => void }) {
  const button = (to: Size, sign: string, title: string) => (
    <button type="button" title={title} aria-label={title} onClick={() => change(to)}>
      {sign}
    </button>
  );
  return (
    <span className="jiedui-sizes">
      {size === 'usual' && button('small', '▾', say('收起', 'Fold up'))}
      {size === 'small' && button('usual', '▴', say('展开', 'Unfold'))}
      {size === 'large'
        ? button('usual', '⤡', say('还原（Esc）', 'As before (Esc)'))
        : button('large', '⤢', say('放大', 'Enlarge'))}
    </span>
  );
}

/** How far the rows reach, and the way to the others. */
function Pages({ last, table: { name, rows } }: { last: Answered; table: NamedTable }) {
  const { fill } = useFill();
  const paging = pagingOf(last, name);
  if (!paging) return null;
  const { total, next, first } = paging;
  const turn = (variables: Record<string, unknown> | null, title: string) =>
    variables &&
    last.operationName && (
      <button type="button" onClick={() => fill(last.query, textOf(variables), last.operationName!)}>
        {title}
      </button>
    );
  return (
    <p className="jiedui-pages">
      {total === null
        ? say(`本页 ${rows.length} 条`, `${rows.length} on this page`)
        : say(`本页 ${rows.length} 条，共 ${total} 条`, `${rows.length} on this page, ${total} in all`)}
      {turn(first, say('首页', 'First page'))}
      {turn(next, say('下一页', 'Next page'))}
    </p>
  );
}

/** What is refused to a county's officer of everybody is often had of the own county. */
function OwnAlone({ last }: { last: Answered }) {
  const { fill } = useFill();
  const own = useOwn();
  const { answer, query, operationName } = last;
  const isRefused = answer.errors?.some(({ extensions }) => extensions?.['code'] === 'FORBIDDEN');
  const variables = isRefused && operationName && variablesOfOwn(last, own);
  if (!variables) return null;
  return (
    <p className="jiedui-pages" role="status">
      {say('有的内容只供本地区查看。', 'Some of it is shown of the own jurisdiction alone.')}
      <button type="button" onClick={() => fill(query, textOf(variables), operationName)}>
        {say('只查本地区', 'The own one alone')}
      </button>
    </p>
  );
}

function Downloads({
  tables,
  table,
  last,
}: {
  tables: readonly NamedTable[];
  table: NamedTable;
  last: Answered;
}) {
  const name = last.operationName ?? 'jiedui';
  return (
    <span className="jiedui-downloads">
      <button
        type="button"
        onClick={() => void xlsxOf(tables).then((file) => save(file, `${name}.xlsx`, ''))}
      >
        {say('下载 xlsx', 'Download xlsx')}
      </button>
      <button type="button" onClick={() => save(csvOf(table), `${name}.csv`, 'text/csv;charset=utf-8')}>
        {say('下载 csv', 'Download csv')}
      </button>
    </span>
  );
}

function Summary({ last }: { last: Answered }) {
  const errors = last.answer.errors?.length ?? 0;
  return (
    <span className="jiedui-summary" title={last.correlationId ?? ''}>
      {Math.round(last.milliseconds)} ms · {Math.ceil(last.bytes / 1024)} KB
      {errors > 0 && <b> · {say(`${errors} 个错误`, `${errors} errors`)}</b>}
      {last.answer.extensions?.incomplete && <b> · {say('合计不完整', 'totals are incomplete')}</b>}
    </span>
  );
}
