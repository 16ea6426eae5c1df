import { cangzhou } from './cangzhou/federation.ts';
import { chaozhou } from './chaozhou/federation.ts';
import type { Ledger } from './rows.ts';

/** The demonstration federations: name → ledgers by the code of their owner. The same rows on every run. */
export const seeds: Readonly<Record<string, () => Record<string, Ledger>>> = { chaozhou, cangzhou };
