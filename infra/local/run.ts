import { readFlags, usage } from "./flags.ts";
import { HostProblem } from "./problem.ts";

const say = (line: string) => console.log(line);

/** One sentence for a person; what is ours to mend, and nothing else, comes with where it happened. */
function giveUp(error: unknown): never {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof HostProblem) console.error(error.message);
  else if (typeof code === "string" && error instanceof Error)
    console.error(
      `The data folder or the assembly cannot be used (${error.message}). Start with --fresh or another --data.`,
    );
  else console.error("The local host met a fault of its own:", error);
  process.exit(1);
}
// The tables' files are read in the background: where one is damaged, nobody else is there to say so.
process.on("uncaughtException", giveUp);

try {
  const { help, assembly, ...flags } = readFlags(process.argv.slice(2));
  if (help) {
    say(usage);
    process.exit(0);
  }
  // Loaded only now: what cannot start for its flags says so at once.
  const { startHost } = await import("./host.ts");
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
  giveUp(error);
}
