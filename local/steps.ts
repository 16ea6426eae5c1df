/** Prints what happens, a line a step, with the time since the start. Needs no terminal. */
export class Steps {
  private readonly began = performance.now();
  private readonly write: (text: string) => void;

  constructor(write: (text: string) => void = (text) => process.stdout.write(text)) {
    this.write = write;
  }

  /** Runs a step and prints its line when it is done; what it returns decides the end of the line. */
  async step<Result>(
    title: string,
    work: () => Promise<Result>,
    tell: (result: Result) => string = () => '',
  ): Promise<Result> {
    const began = performance.now();
    const result = await work();
    const detail = tell(result);
    this.line(`${title}${detail ? `  ${detail}` : ''}  (${seconds(performance.now() - began)})`);
    return result;
  }

  line(text: string): void {
    this.write(`${seconds(performance.now() - this.began).padStart(7)}  ${text}\n`);
  }

  plain(text = ''): void {
    this.write(`${text}\n`);
  }

  /** Since the start. Unit: milliseconds. */
  elapsed(): number {
    return performance.now() - this.began;
  }
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}
