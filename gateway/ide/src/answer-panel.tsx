import { pick, useGraphiQL } from '@graphiql/react';
import { useMemo, useState } from 'react';

import { type Answered, answered } from './answer.ts';
import { ChartView } from './chart-view.tsx';
import { isDrawable } from './chart.ts';
import { CoverageView } from './coverage-view.tsx';
import { csvOf, save, xlsxOf } from './download.ts';
import { labelOf, labelsOf } from './labels.ts';
import { language, say } from './language.ts';
import { PlanView } from './plan-view.tsx';
import { type Table, tablesOf } from './table.ts';
import { TableView } from './table-view.tsx';

type View = 'table' | 'chart' | 'coverage' | 'plan';

/** The last answer beside its JSON: as a table, a chart, by who answered, and how it was asked. */
export function AnswerPanel() {
  const last = answered.use();
  const [chosen, setChosen] = useState<View | null>('coverage');
  const [at, setAt] = useState(0);
  const tables = useNamedTables(last);
  if (!last)
    return (
      <p className="jiedui-hint">
        {say('执行后，这里有表格、图表和各地应答情况。', 'After a run: table, chart, and who answered.')}
      </p>
    );
  const table = tables[Math.min(at, tables.length - 1)];
  const plan = last.answer.extensions?.plan;
  const views: [View, string, boolean][] = [
    ['table', say('表格', 'Table'), table !== undefined],
    ['chart', say('图表', 'Chart'), table !== undefined && isDrawable(table)],
    ['coverage', say('各地应答', 'Who answered'), true],
    ['plan', say('查询计划', 'Plan'), plan !== undefined],
  ];
  const view = views.some(([name, , has]) => name === chosen && has)
    ? chosen
    : chosen === null
      ? null
      : 'coverage';
  return (
    <section className="jiedui-answer" aria-label={say('结果', 'The answer')}>
      <header>
        <div role="tablist">
          {views
            .filter(([, , has]) => has)
            .map(([name, title]) => (
              <button
                key={name}
                type="button"
                role="tab"
                aria-selected={view === name}
                onClick={() => setChosen(view === name ? null : name)}
              >
                {title}
              </button>
            ))}
        </div>
        {tables.length > 1 && view !== 'coverage' && view !== 'plan' && (
          <select
            aria-label={say('列表', 'Which list')}
            value={at}
            onChange={(event) => setAt(Number(event.target.value))}
          >
            {tables.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        )}
        {table && <Downloads tables={tables} table={table} last={last} />}
        <Summary last={last} />
      </header>
      {view === 'table' && table && <TableView table={table} />}
      {view === 'chart' && table && <ChartView key={table.name} table={table} />}
      {view === 'coverage' && <CoverageView answer={last.answer} />}
      {view === 'plan' && plan && <PlanView plan={plan} />}
    </section>
  );
}

/** The answer's tables; in Chinese their columns are named by the schema's descriptions. */
function useNamedTables(last: Answered | null): Table[] {
  const { schema } = useGraphiQL(pick('schema'));
  return useMemo(() => {
    if (!last) return [];
    const tables = tablesOf(last.answer.data);
    if (language !== 'zh' || !schema) return tables;
    const labels = labelsOf(schema, last.query);
    return tables.map((table) => ({
      ...table,
      titles: table.columns.map((column) => labelOf(labels, table.name, column)),
    }));
  }, [last, schema]);
}

function Downloads({ tables, table, last }: { tables: readonly Table[]; table: Table; last: Answered }) {
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
