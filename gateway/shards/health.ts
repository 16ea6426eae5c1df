import type { Silence } from '../sharding/shard.ts';

/** What a call showed of the place that it went to. */
export type Sign = 'alive' | 'timeout' | 'down';
type Phase = 'closed' | 'open' | 'half-open';

export interface HealthOptions {
  /** So many failures in a row open the breaker. */
  threshold?: number;
  /** How long it stays open before the first probe; doubles with each that fails. Unit: milliseconds. */
  coolDown?: number;
  longestCoolDown?: number;
  /** Asks a place whether it answers again, at the breaker's own expense. */
  probe: (place: string) => Promise<Sign>;
  onChange?: (place: string, phase: Phase, sign: Sign) => void;
}

interface Record {
  phase: Phase;
  failures: number;
  lastFailure: Exclude<Sign, 'alive'>;
  coolDown: number;
  timer: NodeJS.Timeout | null;
}

/**
 * A breaker per place (a deployment at one origin): a county that is gone costs a few requests its deadline, not
 * every one. Half-open is a probe of the gateway's own, never a client's request: nobody waits for a dead county again.
 */
export class Health {
  readonly #options: Required<Omit<HealthOptions, 'onChange'>> & Pick<HealthOptions, 'onChange'>;
  readonly #records = new Map<string, Record>();
  #stopped = false;

  constructor(options: HealthOptions) {
    this.#options = { threshold: 3, coolDown: 500, longestCoolDown: 15_000, ...options };
  }

  /** Why a place is not asked at the moment, or null where it is. */
  silence(place: string): Extract<Silence, 'timeout' | 'down'> | null {
    const record = this.#records.get(place);
    return record && record.phase !== 'closed' ? record.lastFailure : null;
  }

  record(place: string, sign: Sign): void {
    if (this.#stopped) return;
    const record = this.#records.get(place);
    if (sign === 'alive') {
      if (!record) return;
      this.#close(place, record);
      return;
    }
    const current = record ?? this.#fresh(place, sign);
    current.failures++;
    current.lastFailure = sign;
    if (current.phase === 'closed' && current.failures >= this.#options.threshold) this.#open(place, current);
  }

  /** Keeps the records of these places only: a place that left the shard map is not probed any longer. */
  retain(places: ReadonlySet<string>): void {
    for (const [place, record] of this.#records) {
      if (!places.has(place)) this.#forget(place, record);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const [place, record] of this.#records) this.#forget(place, record);
  }

  #fresh(place: string, sign: Exclude<Sign, 'alive'>): Record {
    const record: Record = {
      phase: 'closed',
      failures: 0,
      lastFailure: sign,
      coolDown: this.#options.coolDown,
      timer: null,
    };
    this.#records.set(place, record);
    return record;
  }

  #open(place: string, record: Record): void {
    record.phase = 'open';
    this.#options.onChange?.(place, 'open', record.lastFailure);
    this.#scheduleProbe(place, record);
  }

  #scheduleProbe(place: string, record: Record): void {
    record.timer = setTimeout(() => void this.#halfOpen(place, record), record.coolDown);
    record.timer.unref();
  }

  async #halfOpen(place: string, record: Record): Promise<void> {
    record.phase = 'half-open';
    const sign = await this.#options.probe(place).catch(() => 'down' as const);
    if (this.#records.get(place) !== record || record.phase !== 'half-open') return;
    if (sign === 'alive') {
      this.#close(place, record);
      return;
    }
    record.phase = 'open';
    record.lastFailure = sign;
    record.coolDown = Math.min(record.coolDown * 2, this.#options.longestCoolDown);
    this.#scheduleProbe(place, record);
  }

  #close(place: string, record: Record): void {
    const wasOpen = record.phase !== 'closed';
    this.#forget(place, record);
    if (wasOpen) this.#options.onChange?.(place, 'closed', 'alive');
  }

  #forget(place: string, record: Record): void {
    if (record.timer) clearTimeout(record.timer);
    this.#records.delete(place);
  }
}
