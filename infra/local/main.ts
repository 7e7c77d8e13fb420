import { readFlags, usage } from "./flags.ts";
import { startHost } from "./host.ts";
import { HostProblem } from "./problem.ts";

/** Runs the local host until it is told to stop. Exit code 1, with one sentence, where it cannot start. */
process.env.TZ = "UTC";
const say = (line: string) => console.log(line);

try {
  const { help, assembly, ...flags } = readFlags(process.argv.slice(2));
  if (help) {
    say(usage);
    process.exit(0);
  }
  const host = await startHost({
    ...flags,
    say,
    assembly: async () => {
      if (assembly !== undefined) return assembly;
      say("Synthesizing the cloud assembly, unless nothing has changed...");
      const { freshAssembly } = await import("../synth.ts");
      return freshAssembly();
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      say("Stopping; what was kept goes on at the next start.");
      void host.close().finally(() => process.exit(0));
    });
  }
} catch (error) {
  if (error instanceof HostProblem) console.error(error.message);
  else console.error("The local host could not start:", error);
  process.exit(1);
}
