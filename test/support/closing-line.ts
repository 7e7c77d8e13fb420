import { writeFileSync } from "node:fs";
import type { Reporter, TestModule, TestRunEndReason } from "vitest/node";

/**
 * Ends a run with `N passed, N failed` on a line of its own, counted and not parsed from a summary. A file whose tests
 * were never reached, because it could not be read, counts as one failure. In CI the line goes into the file
 * that TALLY_FILE names, so that it can close the whole log.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        if (state === "failed") failed += 1;
      }
    }
    // A run that broke before its first test must not look like one without tests.
    if (reason === "failed" && failed === 0) failed = 1;
    const line = `${passed} passed, ${failed} failed\n`;
    if (process.env.TALLY_FILE) writeFileSync(process.env.TALLY_FILE, line);
    else process.stdout.write(line);
  }
}
