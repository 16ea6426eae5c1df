import { language, sayPhrase } from './language.ts';

declare global {
  var jieduiSay: (english: string) => string;
}

globalThis.jieduiSay = sayPhrase;
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

// After that: modules of GraphiQL take words as they are loaded.
const { open } = await import('./open.tsx');
await open(document.getElementById('root')!);
