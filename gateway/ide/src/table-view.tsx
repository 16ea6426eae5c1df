import { say } from './language.ts';
import type { Cell, Table } from './table.ts';

/** More rows than this are in the files, not on the page. */
const mostRows = 1000;

export function TableView({ table: { columns, titles = columns, rows, raws = rows } }: { table: Table }) {
  return (
    <div className="jiedui-scroll">
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" title={column}>
                {titles[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td
                  key={at}
                  className={typeof cell === 'number' ? 'number' : undefined}
                  title={titleOf(cell, raws[index]?.[at] ?? null)}
                >
                  {cell === null ? '' : String(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p>
          {say(
            `另有 ${rows.length - mostRows} 行，见下载文件`,
            `${rows.length - mostRows} more rows are in the files`,
          )}
        </p>
      )}
    </div>
  );
}

/** What the answer has for a word, or the whole of a text that may be cut off. */
function titleOf(cell: Cell, raw: Cell): string | undefined {
  if (cell === null || typeof cell === 'number') return undefined;
  return cell === raw ? String(cell) : `${String(cell)}\n${String(raw)}`;
}
