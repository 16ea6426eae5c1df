import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useState } from 'react';

/** Puts an operation and its variables into the editors, and runs it where its name is given. */
export function useFill() {
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
      if (queryEditor?.getValue() !== query) queryEditor?.setValue(query);
      variableEditor?.setValue(variables);
      if (runs !== undefined) setWaiting(runs);
    },
  };
}

/** Variables as the editor has them; nothing where there are none. */
export function textOf(variables: Readonly<Record<string, unknown>>): string {
  return Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : '';
}
