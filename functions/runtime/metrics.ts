/**
 * Writes figures in the embedded metric format, which CloudWatch reads out of the log: no call, no right, and
 * nothing to wait for. `at` is the instant of the invocation.
 */
export function putMetrics(at: string, figures: Readonly<Record<string, number>>): void {
  const names = Object.keys(figures).map((Name) => ({ Name }));
  const about = {
    Timestamp: Date.parse(at),
    CloudWatchMetrics: [{ Namespace: "Holdfast", Dimensions: [[]], Metrics: names }],
  };
  console.info(JSON.stringify({ _aws: about, ...figures }));
}
