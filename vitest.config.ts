import { defineConfig } from "vitest/config";

/** Tests that start from the synthesized template make sure first, and once, that it is the one of this source. */
const withAssembly = { globalSetup: ["test/support/assembly.ts"] };
const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

const project = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

export default defineConfig({
  test: {
    // By itself it would keep one core of two idle.
    maxWorkers: "100%",
    reporters: ["default", "./test/support/closing-line.ts"],
    projects: [
      project("unit"),
      project("property", { testTimeout: 60_000 }),
      project("contract", slow),
      project("architecture", { ...withAssembly, ...slow }),
      project("journeys", { ...withAssembly, ...slow }),
    ],
  },
});
