import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useState } from 'react';

import { language, say } from './language.ts';
import type { SavedOperation } from './site.ts';
import { VariableForm } from './variable-form.tsx';
import { formOf, operationIn } from './variables.ts';

/** The saved operations, to search, to fill in and to run. */
export function galleryPlugin(operations: readonly SavedOperation[]): GraphiQLPlugin {
  return {
    title: say('已存查询', 'Saved operations'),
    icon: GalleryIcon,
    content: () => <Gallery operations={operations} />,
  };
}

function GalleryIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M5 4h14v16l-7-4-7 4z" />
    </svg>
  );
}

function Gallery({ operations }: { operations: readonly SavedOperation[] }) {
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState<SavedOperation | null>(null);
  const { schema } = useGraphiQL(pick('schema'));
  const { fill, isReady } = useFill();
  const found = operations.filter((each) => matches(each, sought));
  const operation = chosen && operationIn(chosen.query)?.operation;
  return (
    <section className="jiedui-gallery" aria-label={say('已存查询', 'Saved operations')}>
      <h2>{say('已存查询', 'Saved operations')}</h2>
      <input
        type="search"
        value={sought}
        placeholder={say('按名称或内容查找', 'Find by title or content')}
        aria-label={say('查找已存查询', 'Find a saved operation')}
        onChange={(event) => setSought(event.target.value)}
      />
      {found.length === 0 && <p>{say('没有符合的查询', 'None found')}</p>}
      <ul>
        {found.map((each) => (
          <li key={each.name}>
            <button
              type="button"
              aria-expanded={chosen?.name === each.name}
              onClick={() => {
                setChosen(each);
                fill(each.query, '');
              }}
            >
              <b>{language === 'zh' ? each.zh : each.en}</b>
              <small>{language === 'zh' ? each.en : each.zh}</small>
            </button>
            {chosen?.name === each.name && operation && schema && isReady && (
              <VariableForm
                key={each.name}
                entries={formOf(operation, schema)}
                run={(variables) => fill(each.query, variables, operation.name?.value)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function matches({ name, zh, en, query }: SavedOperation, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${name} ${zh} ${en} ${query}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Puts an operation and its variables into the editors, and runs it where its name is given. */
function useFill() {
  const { queryEditor, variableEditor, operationName } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'operationName'),
  );
  const { run } = useGraphiQLActions();
  const [waiting, setWaiting] = useState<string | null>(null);
  // The editor reads the operation's name a moment after its text changed, and a run sends what was read last.
  useEffect(() => {
    if (waiting === null || waiting !== operationName) return;
    setWaiting(null);
    run();
  }, [waiting, operationName, run]);
  return {
    isReady: queryEditor !== undefined,
    fill(query: string, variables: string, runs?: string) {
      queryEditor?.setValue(query);
      variableEditor?.setValue(variables);
      if (runs !== undefined) setWaiting(runs);
    },
  };
}
