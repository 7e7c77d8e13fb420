import { freshAssembly } from "#infra/synth.ts";

/** Before the tests that read `cdk.out`: synthesizes it where the source has changed since. */
export default async function assembly(): Promise<void> {
  await freshAssembly();
}
