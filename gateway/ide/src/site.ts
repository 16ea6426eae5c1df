/** What the gateway says of itself: `/ide/settings.json`, `/ide/operations.json`. */
export interface Settings {
  /** Tokens by role, of a platform for trying out; none elsewhere. */
  roles: { role: string; token: string }[];
}

export interface SavedOperation {
  /** Its file's name without the ending, such as `five-ones-matrix`. */
  name: string;
  zh: string;
  en: string;
  query: string;
}

export interface Site {
  settings: Settings;
  operations: SavedOperation[];
}

export async function readSite(): Promise<Site> {
  const [settings, operations] = await Promise.all([
    read<Settings>('/ide/settings.json', { roles: [] }),
    read<SavedOperation[]>('/ide/operations.json', []),
  ]);
  return { settings, operations };
}

/** A part that cannot be had costs its part of the page alone. */
async function read<Value>(address: string, otherwise: Value): Promise<Value> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as Value) : otherwise;
  } catch {
    return otherwise;
  }
}
