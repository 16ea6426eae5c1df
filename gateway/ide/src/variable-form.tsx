import { useState } from 'react';

import { textOf } from './fill.ts';
import { JurisdictionsInput } from './jurisdictions-input.tsx';
import { language, say } from './language.ts';
import { chineseOf, termOf } from './terms.ts';
import { type Entry, enteredOf, variablesFrom } from './variables.ts';

type Values = Record<string, string | string[] | undefined>;

/** The variables of a saved operation as a form; `run` gets them as JSON text. */
export function VariableForm({
  entries,
  run,
}: {
  entries: readonly Entry[];
  run: (variables: string) => void;
}) {
  const [values, setValues] = useState<Values>(() => enteredOf(entries));
  const { values: variables, wrong } = variablesFrom(entries, values);
  const enter = (at: string, value: string | string[]) => setValues((before) => ({ ...before, [at]: value }));
  const isWrong = Object.keys(wrong).length > 0;
  return (
    <form
      className="jiedui-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) run(textOf(variables));
      }}
    >
      <Fields entries={entries} path="" values={values} wrong={wrong} enter={enter} />
      <button type="submit" disabled={isWrong}>
        {say('执行', 'Run')}
      </button>
    </form>
  );
}

interface FieldsProps {
  entries: readonly Entry[];
  path: string;
  values: Values;
  wrong: Readonly<Record<string, string>>;
  enter: (at: string, value: string | string[]) => void;
}

function Fields({ entries, path, values, wrong, enter }: FieldsProps) {
  const names = entries.map(({ description, name }) => nameOf(description, name));
  return entries.map((entry, index) => {
    const name = names[index]!;
    // Two that are called alike, such as how many rows and how many of each row, are told apart by their variables.
    const called = names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${entry.name}`;
    const at = `${path}${entry.name}`;
    if (entry.kind === 'object') {
      return (
        <details key={at} open={entry.required}>
          <summary title={entry.description}>{called}</summary>
          <Fields entries={entry.fields} path={`${at}.`} values={values} wrong={wrong} enter={enter} />
        </details>
      );
    }
    if (entry.kind === 'jurisdictions') {
      return (
        <JurisdictionsInput
          key={at}
          title={called}
          description={entry.description}
          variable={entry.name}
          value={values[at]}
          enter={(value) => enter(at, value)}
        />
      );
    }
    return (
      <label key={at} title={entry.description}>
        <span>
          {called} <code>{entry.type}</code>
        </span>
        <Input entry={entry} value={values[at]} wrong={at in wrong} enter={(value) => enter(at, value)} />
        {at in wrong && <em role="alert">{say(`应为 ${wrong[at]}`, `Expected ${wrong[at]}`)}</em>}
      </label>
    );
  });
}

interface InputProps {
  entry: Entry;
  value: string | string[] | undefined;
  wrong: boolean;
  enter: (value: string | string[]) => void;
}

function Input({ entry, value, wrong, enter }: InputProps) {
  const text = typeof value === 'string' ? value : '';
  const shared = { 'aria-invalid': wrong, 'data-variable': entry.name };
  switch (entry.kind) {
    case 'enum': {
      const options = entry.choices.map((choice) => (
        <option key={choice.value} value={choice.value} title={choice.description}>
          {termOf(choice.description, language) || choice.value}
        </option>
      ));
      if (entry.list) {
        return (
          <select
            {...shared}
            multiple
            size={Math.min(4, options.length)}
            value={Array.isArray(value) ? value : []}
            onChange={(event) => enter([...event.target.selectedOptions].map((each) => each.value))}
          >
            {options}
          </select>
        );
      }
      return (
        <select {...shared} value={text} onChange={(event) => enter(event.target.value)}>
          <option value="">—</option>
          {options}
        </select>
      );
    }
    case 'boolean':
      return (
        <select {...shared} value={text} onChange={(event) => enter(event.target.value)}>
          <option value="">—</option>
          <option value="true">{say('是', 'Yes')}</option>
          <option value="false">{say('否', 'No')}</option>
        </select>
      );
    case 'json':
      return (
        <textarea
          {...shared}
          rows={2}
          spellCheck={false}
          value={text}
          onChange={(event) => enter(event.target.value)}
        />
      );
    default:
      return (
        <input
          {...shared}
          type={entry.list ? 'text' : entry.kind === 'date' ? 'date' : 'text'}
          inputMode={entry.kind === 'integer' && !entry.list ? 'numeric' : 'text'}
          placeholder={entry.list ? say('多个以逗号分隔', 'several, with commas') : ''}
          value={text}
          onChange={(event) => enter(event.target.value)}
        />
      );
  }
}

function nameOf(description: string, name: string): string {
  return (language === 'zh' && chineseOf(description)) || name;
}
