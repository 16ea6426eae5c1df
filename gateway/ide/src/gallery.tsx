import { type GraphiQLPlugin, pick, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';

import { useFill } from './fill.ts';
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
  const asked = chosen && operationIn(chosen.query);
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
            {chosen?.name === each.name && asked && schema && isReady && (
              <VariableForm
                key={each.name}
                entries={formOf(asked, schema)}
                run={(variables) => fill(each.query, variables, asked.operation.name?.value)}
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
