/** Whether AWS answered with one of these errors; by name, so that it holds across bundles and versions. */
export const isAwsError = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);
