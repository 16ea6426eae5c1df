/** What a token says of its bearer. Read for display alone; the gateway is what verifies it. */
export interface Claims {
  subject: string;
  roles: string[];
  jurisdictions: string[];
  /** Milliseconds since 1970. */
  expires: number | null;
}

/** The claims of a JWT, or null where the text is none. */
export function claimsOf(token: string): Claims | null {
  const [, payload] = token.split('.');
  if (payload === undefined || token.split('.').length !== 3) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const read = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      subject: typeof read['sub'] === 'string' ? read['sub'] : '',
      roles: textsIn(read['roles']),
      jurisdictions: textsIn(read['jurisdictions']),
      expires: typeof read['exp'] === 'number' ? read['exp'] * 1000 : null,
    };
  } catch {
    return null;
  }
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
