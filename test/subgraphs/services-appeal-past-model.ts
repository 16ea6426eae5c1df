import { publishedCalendar } from '@jiedui/services/appeal/clock/calendar';

import { AppealModel, type Attempt } from './services-appeal-model.ts';

interface Part {
  department: number;
  days: number;
  assignedOn: string;
  used: number;
  isLate: boolean;
  answeredOn: string | null;
  releasedOn: string | null;
}

/** How an appeal stood at the end of a day. */
export interface Standing {
  state: string;
  tier: string;
  isOverdue: boolean;
  lateSteps: number;
  satisfied: boolean | null;
  calledBackOn: string | null;
  closedOn: string | null;
  resolvedOn: string | null;
  resolutionDays: number | null;
  parts: readonly Readonly<Part>[];
}

/** The dull machine, walked day by day, that also keeps what figures are taken from. */
export class DatedAppeal {
  readonly model: AppealModel;
  readonly raisedOn: string;
  /** By day, at its end. */
  readonly past = new Map<string, Standing>();
  private worked = 0;
  private lateSteps = 0;
  private satisfied: boolean | null = null;
  private calledBackOn: string | null = null;
  private closedOn: string | null = null;
  private resolvedOn: string | null = null;
  private resolutionDays: number | null = null;
  private readonly parts: Part[] = [];

  constructor(today: string) {
    this.model = new AppealModel(today);
    this.raisedOn = today;
  }

  take(attempt: Attempt): void {
    this.note(() => this.model.take(attempt));
  }

  escalate(): void {
    this.note(() => this.model.escalate());
  }

  endDay(): void {
    const { model } = this;
    const { today, paused } = model;
    const counts = publishedCalendar.isWorkingDay(today) && !paused;
    this.past.set(today, {
      state: model.state,
      tier: model.tier,
      isOverdue: model.isOverdue() && model.state !== 'RESOLVED',
      lateSteps: this.lateSteps,
      satisfied: this.satisfied,
      calledBackOn: this.calledBackOn,
      closedOn: this.closedOn,
      resolvedOn: this.resolvedOn,
      resolutionDays: this.resolutionDays,
      parts: this.parts.map((part) => ({ ...part })),
    });
    if (counts && today > this.raisedOn) this.worked += 1;
    for (const part of this.parts) {
      if (!counts || today <= part.assignedOn || part.answeredOn || part.releasedOn) continue;
      part.used += 1;
      if (part.used === part.days) part.isLate = true;
    }
    model.endDay();
  }

  private note(step: () => void): void {
    const { model } = this;
    const before = model.state;
    step();
    const { today } = model;
    const { step: name, late } = model.taken.at(-1)!;
    if (late && model.state !== before) this.lateSteps += 1;
    if (name === 'RESOLVE') {
      const isWorked = today > this.raisedOn && publishedCalendar.isWorkingDay(today);
      Object.assign(this, { satisfied: null, calledBackOn: null, resolvedOn: today });
      this.resolutionDays = this.worked + (isWorked ? 1 : 0);
    }
    if (name === 'CONFIRM' || name === 'DISPUTE') {
      this.satisfied = name === 'CONFIRM';
      this.calledBackOn = today;
    }
    if (name === 'CLOSE') this.closedOn = today;
    if (name === 'REOPEN') this.resolvedOn = null;
    for (const [index, { department, answered, released }] of model.parts.entries()) {
      const part = (this.parts[index] ??= {
        department,
        days: name === 'ASSIGN' ? 20 : 10,
        assignedOn: today,
        used: 0,
        isLate: false,
        answeredOn: null,
        releasedOn: null,
      });
      if (answered) part.answeredOn ??= today;
      if (released) part.releasedOn ??= today;
    }
  }
}

/** What a part is called, or null where the period does not take it in. */
export function stateOf(part: Readonly<Part>, from: string | null): string | null {
  const ended = part.answeredOn ?? part.releasedOn;
  if (ended !== null && from !== null && ended < from) return null;
  if (part.answeredOn) return part.isLate ? 'ANSWERED_LATE' : 'ANSWERED';
  if (part.releasedOn) return 'RELEASED';
  return part.isLate ? 'OVERDUE' : 'OPEN';
}
