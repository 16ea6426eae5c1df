import type { Answered, GraphQLAnswer } from './answer.ts';
import { say } from './language.ts';
import { placeTitle, useReading } from './named-tables.ts';
import { signingIn } from './session.ts';

const outcomes: Readonly<Record<string, [string, string]>> = {
  answered: ['已应答', 'answered'],
  timeout: ['超时', 'timed out'],
  down: ['无法连接', 'down'],
  denied: ['拒绝', 'denied'],
  invalid: ['应答不合约定', 'broke the contract'],
  unsupported: ['尚不支持', 'not supported'],
};

/** Which jurisdictions the answer covers, how fast each was, and what is missing. */
export function CoverageView({ last }: { last: Answered }) {
  const { extensions, errors } = last.answer;
  const reading = useReading(last);
  const asked = extensions?.jurisdictions ?? [];
  const slowest = Math.max(1, ...asked.map(({ milliseconds }) => milliseconds));
  return (
    <div className="jiedui-scroll">
      {groupsOf(errors ?? []).map(({ code, message, paths }) => (
        <p key={`${code} ${message}`} className="jiedui-error" title={paths.join('\n')}>
          <code>{code}</code> {message} {paths.length > 0 && <small>{placesOf(paths)}</small>}
          {code === 'UNAUTHENTICATED' && (
            <button type="button" onClick={() => signingIn.set(true)}>
              {say('切换身份', 'Ask as somebody else')}
            </button>
          )}
        </p>
      ))}
      {asked.length > 0 && (
        <table className="jiedui-coverage">
          <thead>
            <tr>
              <th scope="col">{say('地区', 'Jurisdiction')}</th>
              <th scope="col">{say('结果', 'Outcome')}</th>
              <th scope="col">{say('用时', 'Time')}</th>
              <th scope="col">{say('行数', 'Rows')}</th>
              <th scope="col">{say('子图', 'Subgraphs')}</th>
            </tr>
          </thead>
          <tbody>
            {asked.map(({ code, name, outcome, milliseconds, rows, subgraphs }) => (
              <tr key={code} className={outcome === 'answered' ? '' : 'silent'}>
                <td>
                  {name} <small>{code}</small>
                </td>
                <td>{outcomes[outcome] ? say(...outcomes[outcome]) : outcome}</td>
                <td>
                  <meter min={0} max={slowest} value={milliseconds} /> {milliseconds} ms
                </td>
                <td className="number">{rows}</td>
                <td>{subgraphs.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {extensions?.incomplete && (
        <p className="jiedui-error">
          {say('以下合计缺少未应答地区的数：', 'These totals miss the jurisdictions that did not answer: ')}
          {extensions.incomplete.map((path) => placeTitle(reading, path)).join('、')}
        </p>
      )}
      {asked.length === 0 && !errors && (
        <p className="jiedui-hint">{say('此查询未询问任何地区。', 'No jurisdiction was asked.')}</p>
      )}
    </div>
  );
}

/** One of each, with the places where it stands: a silent county costs one error for each field that it owed. */
function groupsOf(
  errors: NonNullable<GraphQLAnswer['errors']>,
): { code: string; message: string; paths: string[] }[] {
  const groups = Map.groupBy(
    errors,
    ({ message, extensions }) => `${String(extensions?.['code'])} ${message}`,
  );
  return [...groups.values()].map((same) => ({
    code: String(same[0]!.extensions?.['code'] ?? ''),
    message: same[0]!.message,
    paths: same.flatMap(({ path }) => (path ? [path.join('.')] : [])),
  }));
}

function placesOf([first, ...others]: readonly string[]): string {
  return others.length === 0
    ? first!
    : say(`${first}，另有 ${others.length} 处`, `${first} and ${others.length} more places`);
}
