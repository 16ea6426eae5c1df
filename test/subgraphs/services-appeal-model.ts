import { dayAfter } from '@jiedui/kit/clock';
import { publishedCalendar } from '@jiedui/services/appeal/clock/calendar';

import { type Mutation, mutations, people, type Person } from './services-appeal-actors.ts';

/** What a step is tried with. */
export interface Attempt {
  mutation: Mutation;
  person: Person;
  /** Of the three: who gets a part. */
  departments: readonly number[];
  satisfied: boolean;
}

export const everyAttempt = (given: Pick<Attempt, 'departments' | 'satisfied'>): Attempt[] =>
  (Object.keys(mutations) as Mutation[]).flatMap((mutation) =>
    (Object.keys(people) as Person[]).map((person) => ({ mutation, person, ...given })),
  );

export interface ModelStep {
  step: string;
  to: string;
  tier: string;
  late: boolean;
  takenAs: string;
}

const responsible: Person[] = ['receiver', 'county'];
const open = ['ACCEPTED', 'COORDINATING', 'REOPENED'];
const before = [...open, 'ESCALATED', 'ASSIGNED'];

const steps: Record<
  Mutation,
  { step: string; from: string[]; to: string | null; by: (Person | 'departments')[] }
> = {
  acceptAppeal: { step: 'ACCEPT', from: ['RAISED'], to: 'ACCEPTED', by: responsible },
  refuseAppeal: { step: 'REFUSE', from: ['RAISED', 'ACCEPTED'], to: 'REFUSED', by: responsible },
  coordinateAppeal: { step: 'COORDINATE', from: open, to: 'COORDINATING', by: responsible },
  answerPart: { step: 'ANSWER', from: ['COORDINATING', 'ASSIGNED'], to: null, by: ['departments'] },
  escalateAppeal: { step: 'ESCALATE', from: open, to: 'ESCALATED', by: responsible },
  assignEscalated: { step: 'ASSIGN', from: ['ESCALATED', 'ASSIGNED'], to: 'ASSIGNED', by: ['city'] },
  followUp: { step: 'FOLLOW_UP', from: ['ASSIGNED'], to: null, by: ['city'] },
  resolveAppeal: {
    step: 'RESOLVE',
    from: [...open, 'ASSIGNED'],
    to: 'RESOLVED',
    by: [...responsible, 'city'],
  },
  confirmAppeal: { step: 'CONFIRM', from: ['RESOLVED'], to: 'CONFIRMED', by: ['secretary'] },
  closeAppeal: { step: 'CLOSE', from: ['CONFIRMED'], to: 'CLOSED', by: [...responsible, 'city'] },
  reopenAppeal: {
    step: 'REOPEN',
    from: ['CONFIRMED', 'DISSATISFIED'],
    to: 'REOPENED',
    by: [...responsible, 'city'],
  },
  withdrawAppeal: { step: 'WITHDRAW', from: ['RAISED', ...before], to: 'WITHDRAWN', by: ['secretary'] },
  pauseAppeal: { step: 'PAUSE', from: before, to: null, by: [...responsible, 'city'] },
  resumeAppeal: { step: 'RESUME', from: before, to: null, by: [...responsible, 'city'] },
};

const acting: Partial<Record<Person, string>> = {
  secretary: 'ORGANISATION',
  receiver: 'UNIT',
  department0: 'UNIT',
  department1: 'UNIT',
  department2: 'UNIT',
  county: 'COUNTY',
  city: 'CITY',
};

/** The machine once more, as plainly as possible: what the real one is held against. Time is walked day by day. */
export class AppealModel {
  today: string;
  state = 'RAISED';
  tier = 'T1';
  paused = false;
  parts: { department: number; answered: boolean; released: boolean }[] = [];
  taken: ModelStep[];
  /** `used`: working days at whose end it ran; `usedUpOn`: the last of them. Null: nothing is waited for. */
  clock: { days: number; startedOn: string; used: number; usedUpOn: string | null } | null;

  constructor(today: string) {
    this.today = today;
    this.clock = { days: 2, startedOn: today, used: 0, usedUpOn: null };
    this.taken = [{ step: 'RAISE', to: 'RAISED', tier: 'T1', late: false, takenAs: 'ORGANISATION' }];
  }

  endDay(): void {
    const { clock, today } = this;
    if (clock && !this.paused && today > clock.startedOn && publishedCalendar.isWorkingDay(today)) {
      clock.used += 1;
      if (clock.used === clock.days) clock.usedUpOn = today;
    }
    this.today = dayAfter(today, 1);
  }

  dueOn(): string | null {
    const { clock, today } = this;
    if (!clock || this.paused) return null;
    if (clock.usedUpOn) return clock.usedUpOn;
    let day = today > clock.startedOn ? dayAfter(today, -1) : today;
    for (let left = clock.days - clock.used; left > 0;) {
      day = dayAfter(day, 1);
      if (publishedCalendar.isWorkingDay(day)) left -= 1;
    }
    return day;
  }

  isOverdue(): boolean {
    return this.clock?.usedUpOn != null;
  }

  /** Whether the schedule escalates it today: overdue since five working days. */
  isEscalatedToday(): boolean {
    if (!['RAISED', ...open].includes(this.state) || this.paused || !this.clock?.usedUpOn) return false;
    let passed = 0;
    for (let day = dayAfter(this.clock.usedUpOn, 1); day <= this.today; day = dayAfter(day, 1)) {
      if (publishedCalendar.isWorkingDay(day)) passed += 1;
    }
    return passed >= 5;
  }

  sees(person: Person): boolean {
    if (person === 'city') return this.tier === 'T3';
    if (person.startsWith('department')) {
      return this.parts.some((part) => part.department === departmentOf(person) && !part.released);
    }
    return ['secretary', 'receiver', 'county', 'auditor'].includes(person);
  }

  /** The code by which the attempt is refused, or null where it is a step. */
  refusal({ mutation, person, departments }: Attempt): string | null {
    const { step, from, by } = steps[mutation];
    const isDepartment = person.startsWith('department');
    const could =
      person === 'receiver' || isDepartment
        ? by.includes('receiver') || by.includes('departments')
        : by.includes(person === 'otherSecretary' ? 'secretary' : person);
    if (!could) return 'FORBIDDEN';
    const gives = step === 'COORDINATE' || step === 'ASSIGN';
    if (gives && departments.length === 0) return 'INVALID_INPUT';
    if (!this.sees(person)) return 'NOT_FOUND';
    if (!by.includes(isDepartment ? 'departments' : person)) return 'FORBIDDEN';
    if (!from.includes(this.state)) return 'INVALID_TRANSITION';
    if (this.paused && step !== 'RESUME' && step !== 'WITHDRAW') return 'INVALID_TRANSITION';
    if (step === 'RESUME' && !this.paused) return 'INVALID_TRANSITION';
    if (step === 'PAUSE' && this.isOverdue()) return 'INVALID_TRANSITION';
    const owing = this.parts.filter(({ answered, released }) => !answered && !released);
    if (step === 'RESOLVE' && owing.length > 0) return 'INVALID_TRANSITION';
    if (step === 'ANSWER' && !owing.some(({ department }) => department === departmentOf(person))) {
      return 'INVALID_TRANSITION';
    }
    if (gives && owing.some(({ department }) => departments.includes(department))) return 'CONFLICT';
    return null;
  }

  take({ mutation, person, departments, satisfied }: Attempt): void {
    const disputes = mutation === 'confirmAppeal' && !satisfied;
    const { step, to } = disputes ? { step: 'DISPUTE', to: 'DISSATISFIED' } : steps[mutation];
    if (step === 'ANSWER') {
      const own = this.parts.find(
        (part) => part.department === departmentOf(person) && !part.answered && !part.released,
      );
      own!.answered = true;
    }
    if (step === 'PAUSE') this.paused = true;
    if (step === 'RESUME' || step === 'WITHDRAW') this.paused = false;
    if (step === 'ESCALATE') this.tier = 'T3';
    if (step === 'COORDINATE' && this.tier === 'T1') this.tier = 'T2';
    this.note(step, to ?? this.state, acting[person]!);
    if (step === 'COORDINATE' || step === 'ASSIGN') {
      for (const department of departments) this.parts.push({ department, answered: false, released: false });
    }
  }

  escalate(): void {
    this.tier = 'T3';
    this.note('ESCALATE_OVERDUE', 'ESCALATED', 'SCHEDULE');
  }

  private note(step: string, to: string, takenAs: string): void {
    const late = this.isOverdue() && this.state !== 'RESOLVED';
    this.taken.push({ step, to, tier: this.tier, late, takenAs });
    if (to === this.state) return;
    for (const part of this.parts) if (!part.answered) part.released = true;
    this.state = to;
    const days = daysIn(to, this.tier);
    this.clock = days === null ? null : { days, startedOn: this.today, used: 0, usedUpOn: null };
  }
}

function departmentOf(person: Person): number {
  return Number(person.at(-1));
}

function daysIn(state: string, tier: string): number | null {
  if (state === 'REOPENED') return tier === 'T1' ? 5 : tier === 'T2' ? 10 : 15;
  const days: Record<string, number> = {
    ACCEPTED: 5,
    COORDINATING: 15,
    ESCALATED: 5,
    ASSIGNED: 30,
    RESOLVED: 5,
    CONFIRMED: 3,
    DISSATISFIED: 3,
  };
  return days[state] ?? null;
}
