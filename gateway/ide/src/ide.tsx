import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useRef } from 'react';

import { answered } from './answer.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { fetcher } from './fetcher.ts';
import { galleryPlugin } from './gallery.tsx';
import { Masthead } from './masthead.tsx';
import { session } from './session.ts';
import { isLink, sharedIn } from './share.ts';
import { say } from './language.ts';
import type { Site } from './site.ts';

const welcome = say(
  `# 结对：一张图，多个县区。
# 左侧有已存的查询、文档和字段勾选；Ctrl-Enter 执行。
# 结果下方可看表格、图表、各地应答情况，并下载。

{
  pairings(first: 5) {
    totalCount
    nodes {
      title
      unit { name }
      organisation { name jurisdiction { name } }
    }
  }
}
`,
  `# Jiedui: one graph over many counties.
# On the left: saved operations, the documentation and the explorer. Ctrl-Enter runs.
# Below the answer: table, chart, who answered, and downloads.

{
  pairings(first: 5) {
    totalCount
    nodes {
      title
      unit { name }
      organisation { name jurisdiction { name } }
    }
  }
}
`,
);

const shared = sharedIn(location.hash);
const isDamaged = shared === null && isLink(location.hash);

// A link that is pasted where the page is open already opens as it would elsewhere, beside what stands there.
addEventListener('hashchange', () => {
  if (isLink(location.hash)) location.reload();
});
const explorer = {
  ...explorerPlugin({ showAttribution: false } as never),
  title: say('字段勾选', 'Explorer'),
};

/** The page: GraphiQL with the project's own plugins, and what an answer covers below it. */
export function Ide({ site }: { site: Site }) {
  const plugins = useMemo(() => [galleryPlugin(site.operations), explorer, HISTORY_PLUGIN], [site]);
  return (
    <div className="jiedui">
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultQuery={welcome}
        {...(shared && { initialQuery: shared.query, initialVariables: shared.variables ?? '' })}
        visiblePlugin={plugins[0]!}
        shouldPersistHeaders={false}
        showPersistHeadersSettings={false}
        inputValueDeprecation
      >
        <EditorOptions />
        <SchemaOfViewer />
        <GraphiQL.Logo>
          <Masthead roles={site.settings.roles} />
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          {isDamaged && (
            <p role="alert" className="jiedui-hint jiedui-error">
              {say(
                '链接不完整，其中的查询未能打开。',
                'The link is damaged: its operation could not be opened.',
              )}
            </p>
          )}
          <AnswerPanel />
        </GraphiQL.Footer>
      </GraphiQL>
    </div>
  );
}

/** Chinese brackets and commas are no attempt to deceive. */
function EditorOptions() {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'responseEditor'),
  );
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, responseEditor]) {
      editor?.updateOptions({ unicodeHighlight: { ambiguousCharacters: false } });
    }
  }, [queryEditor, variableEditor, responseEditor]);
  return null;
}

/** Another viewer may be shown another schema: it is asked for anew; what the one before was answered goes. */
function SchemaOfViewer() {
  const { token } = session.use();
  const { responseEditor } = useGraphiQL(pick('responseEditor'));
  const { introspect } = useGraphiQLActions();
  const asked = useRef(token);
  useEffect(() => {
    if (asked.current === token) return;
    asked.current = token;
    answered.set(null);
    responseEditor?.setValue('');
    void introspect();
  }, [token, introspect, responseEditor]);
  return null;
}
