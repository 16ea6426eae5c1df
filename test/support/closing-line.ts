import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that any CI can read: `12 passed, 0 failed, 0 skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const testModule of modules) {
      if (testModule.state() === 'failed' && testModule.children.size === 0) count.failed += 1;
      for (const test of testModule.children.allTests()) count[test.result().state] += 1;
    }
    const failed = count.failed + count.pending + errors.length;
    process.stdout.write(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`);
  }
}
