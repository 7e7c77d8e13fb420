/**
 * How long a client waits for AWS, in milliseconds of real time: without it a request that hangs takes the whole
 * function with it, and the intents that it would have dispatched afterwards.
 */
export const clientLimits = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
} as const;
