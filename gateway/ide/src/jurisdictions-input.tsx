import { type Jurisdiction, useJurisdictions, useOwn } from './jurisdictions.ts';
import { language, say } from './language.ts';
import { codesIn } from './variables.ts';

interface Props {
  title: string;
  description: string;
  value: string | string[] | undefined;
  variable: string;
  enter: (value: string | string[]) => void;
}

/** Jurisdictions by their names; none is all of them. Typed as codes where the names cannot be had. */
export function JurisdictionsInput({ title, description, value, variable, enter }: Props) {
  const jurisdictions = useJurisdictions();
  const own = useOwn();
  const codes = codesIn(value);
  if (!jurisdictions) {
    return (
      <label title={description}>
        <span>{title}</span>
        <input
          type="text"
          data-variable={variable}
          placeholder={say('代码，多个以逗号分隔', 'codes, with commas')}
          value={typeof value === 'string' ? value : codes.join(', ')}
          onChange={(event) => enter(event.target.value)}
        />
      </label>
    );
  }
  // What a link or the operation has given stays to be seen, whether or not it is known here.
  const unknown = codes.filter((code) => jurisdictions.every((each) => each.code !== code));
  const choose = (code: string, chosen: boolean) =>
    enter(chosen ? [...codes, code] : codes.filter((each) => each !== code));
  return (
    <fieldset title={description} data-variable={variable}>
      <legend>
        {title} <small>{codes.length === 0 && say('全部', 'all')}</small>
      </legend>
      {[...jurisdictions, ...unknown.map(unnamed)].map((each) => (
        <label key={each.code}>
          <input
            type="checkbox"
            checked={codes.includes(each.code)}
            onChange={(event) => choose(each.code, event.target.checked)}
          />
          {nameOf(each)} <code>{each.code}</code>
        </label>
      ))}
      <span>
        {own.length > 0 && (
          <button type="button" onClick={() => enter([...own])}>
            {say('只查本地区', 'The own one alone')}
          </button>
        )}
        {codes.length > 0 && (
          <button type="button" onClick={() => enter([])}>
            {say('全部地区', 'All of them')}
          </button>
        )}
      </span>
    </fieldset>
  );
}

function unnamed(code: string): Jurisdiction {
  return { code, name: say('未知', 'unknown'), englishName: 'unknown' };
}

function nameOf({ name, englishName }: Jurisdiction): string {
  return language === 'zh' ? name : englishName;
}
