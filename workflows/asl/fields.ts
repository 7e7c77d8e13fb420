import { UnsupportedAsl } from "./errors.ts";
import { type Binding, parseQuery, type Query } from "./query.ts";

/** Reads one object of a definition field by field; whatever is not as expected throws `UnsupportedAsl`. */
export class Fields {
  readonly #state: string;
  readonly #at: string;
  readonly #object: ReadonlyMap<string, unknown>;

  constructor(state: string, at: string, value: unknown) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new UnsupportedAsl(state, at === "" ? "(state)" : at, "expected an object");
    }
    this.#state = state;
    this.#at = at;
    this.#object = new Map(Object.entries(value));
  }

  path(field: string): string {
    return this.#at === "" ? field : `${this.#at}.${field}`;
  }

  refuse(field: string, problem: string): UnsupportedAsl {
    return new UnsupportedAsl(this.#state, this.path(field), problem);
  }

  only(...allowed: readonly string[]): void {
    for (const key of this.#object.keys()) {
      if (!allowed.includes(key)) throw this.refuse(key, "our compiler does not write this field");
    }
  }

  keys(): readonly string[] {
    return [...this.#object.keys()];
  }

  value(field: string): unknown {
    return this.#object.get(field);
  }

  text(field: string): string {
    const value = this.value(field);
    if (typeof value !== "string") throw this.refuse(field, "expected a text");
    return value;
  }

  /** A text that is no expression and holds no substitution that nobody made. */
  constant(field: string): string {
    const value = this.text(field);
    if (value.startsWith("{%")) throw this.refuse(field, "expected a constant, found an expression");
    if (value.includes("${")) throw this.refuse(field, `the substitution ${value} was not made`);
    return value;
  }

  comment(): void {
    if (this.value("Comment") !== undefined) this.text("Comment");
  }

  oneOf<Name extends string>(field: string, allowed: readonly Name[]): Name {
    const value = this.value(field);
    const found = allowed.find((name) => name === value);
    if (found === undefined) {
      throw this.refuse(field, `expected ${allowed.join(" or ")}, found ${JSON.stringify(value)}`);
    }
    return found;
  }

  wholeNumber(field: string, least: number, most: number): number {
    const value = this.value(field);
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      throw this.refuse(
        field,
        `expected a whole number from ${least} to ${most}, found ${JSON.stringify(value)}`,
      );
    }
    return value;
  }

  object(field: string): Fields {
    return new Fields(this.#state, this.path(field), this.value(field));
  }

  list(field: string): readonly Fields[] {
    const value = this.value(field);
    if (!Array.isArray(value) || value.length === 0)
      throw this.refuse(field, "expected a list that is not empty");
    return value.map((one, index) => new Fields(this.#state, `${this.path(field)}[${index}]`, one));
  }

  /** Error names. `States.ALL` stands alone, and in the last entry. */
  errors(last: boolean): readonly string[] {
    const value = this.value("ErrorEquals");
    if (!Array.isArray(value) || value.length === 0) throw this.refuse("ErrorEquals", "expected error names");
    const names = value.map((name) => {
      if (typeof name !== "string") throw this.refuse("ErrorEquals", "expected error names");
      return name;
    });
    if (names.includes("States.ALL") && (names.length > 1 || !last)) {
      throw this.refuse("ErrorEquals", "States.ALL must stand alone, and last");
    }
    return names;
  }

  query(field: string, reads: readonly Binding[], token: boolean): Query {
    return parseQuery(this.value(field), { state: this.#state, field: this.path(field), reads, token });
  }
}
