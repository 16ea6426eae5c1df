import { chinese } from './graphiql-phrases.ts';

export type Language = 'zh' | 'en';

const kept = 'jiedui:language';

export const language: Language = ((): Language => {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.languages.some((each) => each.startsWith('zh')) || !navigator.language.startsWith('en')
    ? 'zh'
    : 'en';
})();

/** The page is opened anew: GraphiQL takes some of its words when it is loaded. */
export function choose(chosen: Language): void {
  localStorage.setItem(kept, chosen);
  location.reload();
}

/** One of the two, by the chosen language. */
export function say(zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

/** What GraphiQL's phrases go through: see localised.ts. */
export function sayPhrase(english: string): string {
  return language === 'zh' ? (chinese[english] ?? english) : english;
}
