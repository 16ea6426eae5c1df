import { echo, errorRegistry } from '@jiedui/schema/contract/error';

/** One wrong value: where it stands (`JIEDUI_SHARD_MAP`, `federation.yaml:7:12`), what belongs there, what is there. */
export interface ConfigurationProblem {
  where: string;
  expected: string;
  received: unknown;
}

/** Everything that is wrong with a configuration, at once, so that it is mended in one go. */
export class ConfigurationError extends Error {
  readonly code = 'INVALID_CONFIGURATION';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** `federation.yaml:7:12: 配置错误: expected …; received ….` */
export function describeProblem({ where, expected, received }: ConfigurationProblem): string {
  return `${where}: ${errorRegistry.INVALID_CONFIGURATION.zh}: expected ${expected}; received ${echo(received)}.`;
}

/** What went wrong while a file was read, in words: the system's code, never a stack. */
export function readFailure(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' ? 'no such file' : (code ?? 'an unreadable file');
}
