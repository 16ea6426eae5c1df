import { say } from './language.ts';
import type { Table } from './table.ts';

/** More rows than this are in the files, not on the page. */
const mostRows = 1000;

export function TableView({ table: { columns, titles = columns, rows } }: { table: Table }) {
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
                <td key={at} className={typeof cell === 'number' ? 'number' : undefined}>
                  {cell === null
                    ? ''
                    : typeof cell === 'boolean'
                      ? cell
                        ? say('是', 'yes')
                        : say('否', 'no')
                      : String(cell)}
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
