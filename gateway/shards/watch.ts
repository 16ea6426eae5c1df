import { watch, type FSWatcher } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

export interface WatchOptions {
  /** How often the file is looked at when the operating system says nothing. Unit: milliseconds. */
  poll?: number;
  /** How long a burst of events is waited out. Unit: milliseconds. */
  settle?: number;
}

/**
 * Calls `onChange` with the new text whenever a file's text changes, by writing or by renaming another into its place.
 * A file that is gone or unreadable says nothing: the reader keeps what it has until there is a text again.
 * @returns stops watching.
 */
export function watchText(
  path: string,
  first: string,
  onChange: (text: string) => Promise<void> | void,
  { poll = 1000, settle = 30 }: WatchOptions = {},
): () => void {
  let known = first;
  let stamp = '';
  let looking: Promise<void> | null = null;
  let again = false;
  let settling: NodeJS.Timeout | null = null;
  let stopped = false;

  // The folder, not the file: a rename into place gives the path another inode, and a watch on the old one falls silent.
  const watcher = watchFolder(dirname(path), (name) => {
    if (name !== null && name !== basename(path)) return;
    settling ??= setTimeout(() => {
      settling = null;
      look();
    }, settle);
  });
  // Network file systems and mounted configuration send no events.
  const timer = setInterval(() => {
    void (async () => {
      const seen = await stampOf(path);
      if (seen === stamp) return;
      stamp = seen;
      look();
    })();
  }, poll);
  timer.unref();

  return () => {
    stopped = true;
    watcher?.close();
    clearInterval(timer);
    if (settling) clearTimeout(settling);
  };

  function look(): void {
    if (looking) {
      again = true;
      return;
    }
    looking = (async () => {
      do again = false;
      while (await readOnce());
    })().finally(() => {
      looking = null;
    });
  }

  /** @returns whether the file may have changed again meanwhile. */
  async function readOnce(): Promise<boolean> {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (!stopped && text !== null && text !== known) {
      known = text;
      await onChange(text);
    }
    return again && !stopped;
  }
}

function watchFolder(folder: string, onEvent: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onEvent(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return '';
  }
}
