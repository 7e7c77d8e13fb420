/** Reads something by its key once, however often it is asked for; one that failed, or is forgotten, is read again. */
export function remembered<Value>(read: (key: string) => Promise<Value>) {
  const known = new Map<string, Promise<Value>>();
  return {
    of(key: string): Promise<Value> {
      const before = known.get(key);
      if (before) return before;
      const value = read(key);
      known.set(key, value);
      value.catch(() => known.get(key) === value && known.delete(key));
      return value;
    },
    forget: (key: string): void => void known.delete(key),
  };
}
