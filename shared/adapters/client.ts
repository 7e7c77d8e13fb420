/**
 * How long a client waits for AWS, in milliseconds of real time: without it a request that hangs takes the whole
 * function with it, and the intents that it would have dispatched afterwards.
 */
export const clientLimits = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
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
