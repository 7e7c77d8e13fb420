import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

/** Runs the local host until it is told to stop. Exit code 1, with one sentence, where it cannot start. */
process.env.TZ = "UTC";
// Before anything else is loaded: what an earlier host had compiled of itself and of the functions is not compiled again.
enableCompileCache();
// Each request leaves much that is soon forgotten; with room for it, the garbage of the functions is cleared less often.
setFlagsFromString("--min-semi-space-size=16");
setFlagsFromString("--max-semi-space-size=16");
await import("./run.ts");
