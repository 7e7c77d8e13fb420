import type { Secrets } from "#shared/ports.ts";

/** Secrets from a plain record, which is read at each call: changing the record rotates a secret. */
export function memorySecrets(values: Readonly<Record<string, string>>): Secrets {
  return {
    async value(name) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (!value) throw new Error(`There is no secret named ${name}`);
      return value;
    },
  };
}
