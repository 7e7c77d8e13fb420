import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The longest begin first, so that at the end no core waits for one of them: two of pure code, beside which the hosts are
 * prepared, and then those that start hosts.
 */
const longest = [
  /staff-api\/answers|crash-matrix/,
  /the-demonstration/,
  /test\/journeys\//,
  /test\/contract\/local-/,
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => name.test(moduleId));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Tests that start from the synthesized template make sure that it is the one of this source. */
const withAssembly = { globalSetup: ["test/support/prepare-run.ts"] };
/**
 * Tests share the modules of their thread or process: loading them anew for each file took as long as half of the tests.
 * Only those of pure code have threads, because native modules (the tables' files, the parser of the layers) end a process
 * that unloads them with a thread.
 */
const shared = { isolate: false };
const pure = { ...shared, pool: "threads" };
const slow = { ...shared, testTimeout: 60_000, hookTimeout: 60_000 };

const project = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

export default defineConfig({
  test: {
    // One more than there are cores, because a journey waits for its host half of the time.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/support/closing-line.ts"],
    projects: [
      project("unit", { ...pure, testTimeout: 30_000 }),
      project("property", { ...pure, testTimeout: 60_000 }),
      project("contract", slow),
      project("architecture", { ...withAssembly, ...slow }),
      project("journeys", { ...withAssembly, ...slow }),
    ],
  },
});
