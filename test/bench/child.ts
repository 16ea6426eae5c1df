import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Answer = { id: number; answer: unknown } | { id: number; failure: string };
interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export interface ChildOptions {
  name: string;
  /** Of the compiled script beside this file. */
  script: string;
  environment?: Readonly<Record<string, string>>;
  /** Flags for Node. */
  flags?: readonly string[];
}

/** How long a process may take to end by itself. Unit: milliseconds. */
const patience = 8_000;

/** A process of the bench that answers questions, one answer each. It ends with this process, however this one ends. */
export class Child {
  readonly name: string;
  readonly pid: number;
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly end: Promise<void>;
  private asked = 0;
  private stopping = false;

  constructor({ name, script, environment = {}, flags = [] }: ChildOptions) {
    this.name = name;
    this.process = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
      env: { ...process.env, NODE_ENV: 'production', ...environment },
      execArgv: [...flags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.pid = this.process.pid ?? 0;
    this.process.on('message', (message: Answer) => {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('failure' in message) waiting?.reject(new Error(`${name}: ${message.failure}`));
      else waiting?.resolve(message.answer);
    });
    this.end = new Promise((resolve) => {
      const ended = (how: string): void => {
        for (const { reject } of this.waiting.values()) reject(new Error(`${name} ended (${how}).`));
        this.waiting.clear();
        resolve();
      };
      this.process.once('error', (error) => ended(error.message));
      this.process.once('exit', (code, signal) => ended(String(code ?? signal)));
    });
  }

  /** @throws where the process fails to answer, or ends before it does. */
  ask<Reply>(question: string, details: unknown = null): Promise<Reply> {
    if (this.stopping || !this.process.connected) return Promise.reject(new Error(`${this.name} has ended.`));
    return new Promise((resolve, reject) => {
      const id = ++this.asked;
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Reply), reject });
      this.process.send({ id, question, details });
    });
  }

  /** Lets it end by itself, then ends it. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.process.connected) this.process.disconnect();
    const late = setTimeout(() => this.process.kill('SIGKILL'), patience);
    await this.end;
    clearTimeout(late);
  }
}
