/** What every client has in common. */
export const clientSettings = {
  /**
   * How long it waits for AWS, in milliseconds of real time: without it a request that hangs takes the whole function with
   * it, and the intents that it would have dispatched afterwards.
   */
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  /** The steps that a call goes through are put together once for each kind of call, and not for each call. */
  cacheMiddleware: true,
} as const;

/**
 * The client without the SDK's own log of every request and answer, which copies both for a logger that nobody sets.
 * What is asked of a table is nothing for a log to hold (A4).
 */
export function unlogged<Client extends { readonly middlewareStack: { remove(name: string): boolean } }>(
  client: Client,
): Client {
  if (!client.middlewareStack.remove("loggerMiddleware"))
    throw new Error("The SDK keeps its log under another name than loggerMiddleware.");
  return client;
}
