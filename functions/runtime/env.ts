/** A function was deployed without a setting that it needs. It fails at its start, and says which. */
export class MissingSettingError extends Error {
  override readonly name = "MissingSettingError";
  constructor(setting: string) {
    super(`The environment has no ${setting}: the template gives it to every function`);
  }
}

/** The only reader of the environment. Throws MissingSettingError at the first setting that is not there. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new MissingSettingError(name);
  return value;
}

/** The settings that begin with a prefix, by the rest of their name in kebab-case. */
export function settingsUnder(prefix: string): Readonly<Record<string, string>> {
  const found = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith(prefix) && value
      ? [[name.slice(prefix.length).toLowerCase().replaceAll("_", "-"), value]]
      : [],
  );
  return Object.fromEntries(found);
}
