/** As many requests as a client keeps connections busy with; more of them only wait in line. */
const atOnce = 16;

/** Does something for each, in order of the list, and only so many at the same time. */
export async function atMost<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (let next = 0; next < items.length; next += atOnce)
    done.push(...(await Promise.all(items.slice(next, next + atOnce).map(work))));
  return done;
}
