import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runInNewContext, runInThisContext } from 'node:vm';

import type { Plugin } from 'vite';

const module = 'virtual:editor-chinese';
const nls = /node_modules\/monaco-editor\/esm\/vs\/nls\.js$/;
/** `localize('name', "English", …)` of the modules, `localize(17, "English", …)` of the editor that is built already. */
const calls =
  /\blocalize2?\)?\(\s*(\d+|'[^']*'|"[^"]*"|\{[^}]*\})\s*,\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

/**
 * The editor's modules know their phrases by name and say them in English. The same release has them by number, and the Chinese
 * of each number: from both comes the Chinese of each English phrase, which `virtual:editor-chinese` gives and every phrase goes
 * through. Where many have none any more, the build stops: a new release cannot quietly bring English back.
 */
export function editorChinese(): Plugin {
  const said = new Set<string>();
  const chinese = read();
  return {
    name: 'jiedui-editor-chinese',
    resolveId: (id) => (id === module ? `\0${module}` : null),
    load: async (id) =>
      id === `\0${module}` ? `export default ${JSON.stringify(Object.fromEntries(await chinese))}` : null,
    transform(code, id) {
      const file = id.split('?')[0]!.replaceAll('\\', '/');
      if (!file.includes('node_modules/monaco-editor/esm/')) return null;
      for (const { english } of phrasesIn(code)) said.add(english);
      return nls.test(file) ? { code: saying(code), map: null } : null;
    },
    async buildEnd(error) {
      // The editor's workers are built apart, and say nothing.
      if (error || said.size === 0) return;
      const known = await chinese;
      const missing = [...said].filter((english) => !known.has(english));
      if (missing.length > said.size / 50)
        throw new Error(`The editor has no Chinese of: ${missing.join(' | ')}`);
    },
  };
}

/** The module through which the editor says everything, with the phrase asked for first. */
function saying(code: string): string {
  const asked = (phrase: string) => `(globalThis.jieduiEditorSays?.(${phrase}) ?? ${phrase})`;
  const changes = [
    ['return _format(message, args);', `return _format(${asked('message')}, args);`],
    ['message = originalMessage;', `message = ${asked('originalMessage')};`],
  ] as const;
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`The editor says its phrases otherwise now: ${from}`);
    return text.replace(from, () => to);
  }, code);
}

/** The Chinese of each English phrase. */
async function read(): Promise<ReadonlyMap<string, string>> {
  const home = path.dirname(createRequire(import.meta.url).resolve('monaco-editor/package.json'));
  const [editor, messages] = await Promise.all(
    ['editor/editor.main.js', 'nls.messages.zh-cn.js'].map((file) =>
      readFile(path.join(home, 'dev/vs', file), 'utf8'),
    ),
  );
  const place: { _VSCODE_NLS_MESSAGES?: string[] } = {};
  runInNewContext(messages!, { globalThis: place, define: (_: unknown, give: () => void) => give() });
  const known = new Map<string, string>();
  for (const { name, english } of phrasesIn(editor!)) {
    const chinese = place._VSCODE_NLS_MESSAGES?.[Number(name)];
    if (chinese !== undefined && !known.has(english)) known.set(english, chinese);
  }
  return known;
}

function phrasesIn(code: string): { name: string; english: string }[] {
  return [...code.matchAll(calls)].map(([, name, literal]) => ({
    name: name!,
    english: runInThisContext(literal!) as string,
  }));
}
