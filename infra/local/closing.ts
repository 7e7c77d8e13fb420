/** What lets go again of what was opened; the last that was opened is the first to be let go of. */
export type Closing = (() => unknown)[];

/**
 * Opens something in steps, each of which says how it is let go of. Where one throws, what was opened before it is let go of
 * and the error goes on.
 */
export async function openInSteps<Opened>(
  open: (closing: Closing) => Promise<Opened>,
): Promise<{ readonly opened: Opened; readonly close: () => Promise<void> }> {
  const closing: Closing = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return { opened: await open(closing), close };
  } catch (error) {
    await close();
    throw error;
  }
}
