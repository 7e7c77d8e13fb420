import type { RoutePart } from "./assembly.ts";

export interface RouteMatch {
  readonly route: RoutePart;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** A path as its segments; a malformed escape is left as it is. */
function segmentsOf(path: string): readonly string[] {
  return path.split("/").slice(1);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The route that an HTTP API would choose: a full match, then one with variables, then a greedy one, then `$default`;
 * a method by name before ANY.
 */
export function matchRoute(
  routes: readonly RoutePart[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const ranked = routes
    .flatMap((route) => {
      const match = matchOne(route, method, path);
      return match === undefined ? [] : [match];
    })
    .sort((a, b) => a.rank - b.rank);
  return ranked[0];
}

function matchOne(
  route: RoutePart,
  method: string,
  path: string,
): (RouteMatch & { readonly rank: number }) | undefined {
  if (route.key === "$default") return { route, pathParameters: {}, rank: 1000 };
  const [routeMethod = "", routePath = ""] = route.key.split(" ");
  if (routeMethod !== method && routeMethod !== "ANY") return undefined;
  const wanted = segmentsOf(routePath);
  const given = segmentsOf(path);
  const pathParameters: Record<string, string> = {};
  let rank = routeMethod === "ANY" ? 1 : 0;
  for (const [index, segment] of wanted.entries()) {
    const value = given[index];
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    if (value === undefined || (name === undefined ? value !== segment : value === "")) return undefined;
    if (name === undefined) continue;
    if (greedy === "+") {
      return {
        route,
        pathParameters: { ...pathParameters, [name]: given.slice(index).map(decode).join("/") },
        rank: rank + 500,
      };
    }
    pathParameters[name] = decode(value);
    rank += 2;
  }
  return wanted.length === given.length ? { route, pathParameters, rank } : undefined;
}
