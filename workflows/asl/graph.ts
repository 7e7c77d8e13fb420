/** A directed graph by name: each node with the nodes that it leads to. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** All nodes that `from` leads to, itself included. */
export function reachedFrom(graph: Graph, from: readonly string[]): ReadonlySet<string> {
  const reached = new Set(from);
  for (const node of reached) for (const next of graph.get(node) ?? []) reached.add(next);
  return reached;
}

/** Whether a node leads back to itself over one step or more. */
export function isInLoop(graph: Graph, node: string): boolean {
  return reachedFrom(graph, graph.get(node) ?? []).has(node);
}

/** The graph without some of its nodes, and without the ways into them. */
export function without(graph: Graph, isLeftOut: (node: string) => boolean): Graph {
  const kept = [...graph].filter(([node]) => !isLeftOut(node));
  return new Map(kept.map(([node, next]) => [node, next.filter((target) => !isLeftOut(target))]));
}
