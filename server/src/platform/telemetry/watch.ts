import type pg from 'pg';
import type { Admission } from '../http/admission.ts';
import type { JobWatch } from '../jobs/jobs.ts';
import { listenToLog } from '../log.ts';
import type { Figure } from '../metrics/metrics.ts';
import { serveMetrics } from '../metrics/metrics-server.ts';
import { shopFigures } from '../metrics/shop-figures.ts';
import type { Platform } from '../platform.ts';
import { writeEmf } from './emf.ts';
import { Sentry } from './sentry.ts';
import { Tracer } from './tracer.ts';

/** What watches one process: figures, traces and errors, each as far as it is configured. */
export interface Watch {
  tracer: Tracer | null;
  onJob: JobWatch;
  /** Where /metrics is; null where it is not served. */
  metricsUrl: string | null;
  stop(): Promise<void>;
}

/** Begins to watch. Throws a StartupError when METRICS_PORT cannot be had. */
export async function startWatch(
  platform: Platform,
  {
    pool,
    admission,
  }: { pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>; admission: Admission | null },
): Promise<Watch> {
  const { config, metrics, log, db, clock } = platform;
  const { observability } = config;
  metrics.follow(shopFigures({ db, dataDir: config.dataDir, log, nowMs: () => clock.nowMs() }));
  metrics.follow(() => processFigures(platform, pool, admission));
  const tracer = observability.traces === null ? null : new Tracer(observability.traces, log);
  const sentry = observability.sentry === null ? null : new Sentry(observability.sentry, log);
  if (sentry !== null) listenToLog(log, sentry.hear);
  const endEmf = observability.emf ? writeEmf(metrics, log, config.role, () => clock.nowMs()) : null;
  const served = observability.metrics === null ? null : await serveMetrics(metrics, observability.metrics);
  const onJob: JobWatch = ({ name, startedAtMs, durationMs, failed }) => {
    metrics.count('og_jobs_total', { job: name, outcome: failed ? 'failed' : 'done' });
    tracer?.record({ name, kind: 'consumer', startedAtMs, durationMs, failed, attributes: { 'og.job': name } });
  };
  const stop = async (): Promise<void> => {
    endEmf?.();
    await Promise.all([served?.stop(), tracer?.stop(), sentry?.stop()]);
  };
  return { tracer, onJob, metricsUrl: served?.url ?? null, stop };
}

function processFigures(
  { fanOut }: Platform,
  pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>,
  admission: Admission | null,
): Figure[] {
  const figures = admission?.figures();
  const one = (name: string, help: string, value: number, labels: Record<string, string> = {}): Figure => ({
    name,
    help,
    labels,
    value,
  });
  const pooled = (state: string, value: number): Figure =>
    one('og_pool_connections', 'Connections of the pool by state, and calls that wait for one', value, { state });
  const { by, listening } = fanOut.condition();
  return [
    pooled('busy', pool.totalCount - pool.idleCount),
    pooled('idle', pool.idleCount),
    pooled('awaited', pool.waitingCount),
    one('og_fan_out_listening', 'Hears other processes (1) or not (0)', listening ? 1 : 0, { by }),
    one('og_turned_away', 'Calls turned away since the start', figures?.browsingTurnedAway ?? 0, { class: 'browsing' }),
    one('og_turned_away', 'Calls turned away since the start', figures?.holdsTurnedAway ?? 0, { class: 'holds' }),
  ];
}
