/** The fields of a value as text, whatever their order: two values with the same text say the same. */
export const written = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
