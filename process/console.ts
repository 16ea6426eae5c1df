import { format } from 'node:util';

const methods = ['debug', 'info', 'log', 'warn', 'error'] as const;

/**
 * What libraries write to the console, and what Node warns of, become lines of the log: whoever reads stderr finds JSON alone there,
 * and on stdout nothing but the address.
 */
export function consoleTo(warn: (details: object, message: string) => void): void {
  for (const method of methods) {
    console[method] = (...words: unknown[]) => warn({ console: method }, format(...words));
  }
  process.removeAllListeners('warning');
  process.on('warning', (warning) => warn({ err: warning }, warning.message));
}
