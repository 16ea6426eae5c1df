import { language, sayPhrase } from './language.ts';

declare global {
  var jieduiSay: (english: string) => string;
  var jieduiEditorSays: ((english: string) => string | undefined) | undefined;
}

globalThis.jieduiSay = sayPhrase;
if (language === 'zh') {
  const { default: phrases } = await import('virtual:editor-chinese');
  globalThis.jieduiEditorSays = (english) => (Object.hasOwn(phrases, english) ? phrases[english] : undefined);
}
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

// After that: modules of GraphiQL and of its editor take words as they are loaded.
const { open } = await import('./open.tsx');
await open(document.getElementById('root')!);
