import type { ProjectState } from './terms.ts';

/** What decides a project's state. Dates: YYYY-MM-DD, Asia/Shanghai. */
export interface ProjectDates {
  dueOn: string | null;
  finishedOn: string | null;
}

/**
 * 项目状态: derived from its dates on the given day. On the due date itself a project is still under way. A finish that is
 * dated after today counts as not finished yet.
 */
export function projectState({ dueOn, finishedOn }: ProjectDates, today: string): ProjectState {
  if (finishedOn !== null && finishedOn <= today) return 'FINISHED';
  return dueOn !== null && dueOn < today ? 'OVERDUE' : 'UNDER_WAY';
}

/** 是否按时完工: null where the project has no due date, or where that is not decided yet. */
export function finishedOnTime({ dueOn, finishedOn }: ProjectDates, today: string): boolean | null {
  if (dueOn === null) return null;
  if (finishedOn !== null && finishedOn <= today) return finishedOn <= dueOn;
  return dueOn < today ? false : null;
}
