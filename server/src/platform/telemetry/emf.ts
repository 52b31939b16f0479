import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';

const everyMs = 60_000;

/**
 * Writes the figures of the shop into the log each minute, in the form that CloudWatch makes metrics of (embedded metric
 * format). Returns what ends it. Needs a log level of info.
 */
export function writeEmf(metrics: Metrics, log: Logger, role: string, nowMs: () => number): () => void {
  const timer = setInterval(
    () => void emfLine(metrics, role, nowMs()).then((line) => log.info(line, 'figures')),
    everyMs,
  );
  timer.unref();
  return () => clearInterval(timer);
}

/** One line: every figure without labels, sums of those with, and the counters. */
export async function emfLine(metrics: Metrics, role: string, nowMs: number): Promise<Record<string, unknown>> {
  const values = new Map<string, number>();
  for (const { name, value } of await metrics.figures()) values.set(name, (values.get(name) ?? 0) + value);
  for (const name of ['og_alerts_total', 'og_orders_settled_total', 'og_scans_total'] as const) {
    values.set(name, await metrics.total(name));
  }
  const directive = {
    Namespace: 'OGTickets',
    Dimensions: [['Role']],
    Metrics: Array.from(values.keys(), (Name) => ({ Name, Unit: unitOf(Name) })),
  };
  return { _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] }, Role: role, ...Object.fromEntries(values) };
}

function unitOf(name: string): string {
  if (name.endsWith('_seconds')) return 'Seconds';
  if (name.endsWith('_bytes')) return 'Bytes';
  return name.endsWith('_ratio') ? 'None' : 'Count';
}
