/**
 * A `Date` whose present is the cell of a `VirtualClock`: [the instant where time stands still, or NaN; the offset from
 * the wall where it runs]. Everything else about dates stays as it is.
 */
export function virtualDate(cell: Float64Array): DateConstructor {
  const Real = Date;
  const now = () => {
    const still = cell[0] ?? Number.NaN;
    return Number.isNaN(still) ? Math.floor(Real.now() + (cell[1] ?? 0)) : still;
  };
  const virtual = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  Real.prototype.constructor = virtual;
  return virtual;
}
