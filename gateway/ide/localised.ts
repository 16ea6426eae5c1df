import type { Plugin } from 'vite';

import { phrases, templates } from './src/graphiql-phrases.ts';

const modules = /node_modules\/(?:graphiql|@graphiql\/(?:react|plugin-[a-z-]+))\/dist\/.*\.js$/;
const say = (phrase: string): string => `globalThis.jieduiSay(${JSON.stringify(phrase)})`;

/**
 * GraphiQL has no translations: its English phrases become calls that give them in the chosen language. A phrase that no
 * module has any more stops the build, so that a new release cannot quietly bring English back.
 */
export function localised(): Plugin {
  const found = new Set<string>();
  return {
    name: 'jiedui-localised',
    transform(code, id) {
      if (!modules.test(id.split('?')[0]!.replaceAll('\\', '/'))) return null;
      let text = code;
      for (const phrase of phrases) {
        // Only where a text is shown: as a child, a label, a title, an item of a list, or a choice between two.
        const shown = new RegExp(
          `((?:children|title|label|placeholder|"aria-label"|refetchSchema|shortCutDialog|settingsDialogs|newTab): |[[?:(,=|] ?\\s*)${escape(JSON.stringify(phrase))}(?!:)`,
          'g',
        );
        text = text.replace(shown, (_, before: string) => {
          found.add(phrase);
          return `${before}${say(phrase)}`;
        });
        // Where a text is a key too, such as of an icon by a section's title.
        const key = escape(JSON.stringify(phrase));
        text = text.replace(
          new RegExp(`([{,]\\s*)(?:${key}:|${escape(phrase)}:(?= \\w+Icon\\b))`, 'g'),
          (_, before: string) => {
            found.add(phrase);
            return `${before}[${say(phrase)}]:`;
          },
        );
      }
      for (const { from, to } of templates) {
        const replaced = text.replaceAll(
          from,
          to.replace(/‹([^›]+)›/g, (_, phrase: string) => `\${${say(phrase)}}`),
        );
        if (replaced !== text) found.add(from);
        text = replaced;
      }
      return text === code ? null : { code: text, map: null };
    },
    buildEnd(error) {
      if (error) return;
      const missing = [...phrases, ...templates.map(({ from }) => from)].filter((each) => !found.has(each));
      if (missing.length > 0) throw new Error(`GraphiQL does not say any more: ${missing.join(' | ')}`);
    },
  };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
