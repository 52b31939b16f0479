import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Logger } from '../log.ts';
import type { Figure, FigureSource } from './metrics.ts';

/** The database is asked at most this often, however many read the metrics. */
const freshMs = 5_000;

interface ShopRow {
  holds: number;
  pendingOrders: number;
  unsettledPayments: number;
  oldestUnsettledSeconds: number;
  openRefunds: number;
  waitingJobs: number;
  oldestJobSeconds: number;
  givenUpJobs: number;
  uncounted: number;
  brokenInvariants: { name: string; broken: number }[];
  checkedSecondsAgo: number;
  headSignedSecondsBehind: number;
  backupSecondsAgo: number | null;
  nowMs: number;
  databaseBytes: number;
  connections: number;
  connectionsMost: number;
}

/** What is open now, each by an index of its own: nothing here grows with all that was ever sold. */
async function readShop(db: Db): Promise<ShopRow | undefined> {
  const { rows } = await sql<ShopRow>`SELECT
    (SELECT count(*) FROM inventory.holds WHERE state IN ('live', 'claimed')) AS "holds",
    (SELECT count(*) FROM orders.orders WHERE status = 'pending') AS "pendingOrders",
    unsettled.payments AS "unsettledPayments", unsettled.oldest AS "oldestUnsettledSeconds",
    (SELECT count(*) FROM payments.refunds WHERE status = 'requested') AS "openRefunds",
    jobs.waiting AS "waitingJobs", jobs.oldest AS "oldestJobSeconds", jobs.given_up AS "givenUpJobs",
    (SELECT count(*) FROM reports.uncounted) AS "uncounted",
    (SELECT coalesce(json_agg(json_build_object('name', name, 'broken', (violation IS NOT NULL)::int)), '[]')
      FROM invariants.checks) AS "brokenInvariants",
    (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(checked_at)), 0)::float8 FROM invariants.checks) AS "checkedSecondsAgo",
    (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 FROM audit.entries
      WHERE number > (SELECT coalesce(max(number), 0) FROM audit.signed_heads)) AS "headSignedSecondsBehind",
    (SELECT extract(epoch FROM clock_timestamp() - max(ended_at))::float8 FROM platform.backups) AS "backupSecondsAgo",
    (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs",
    pg_database_size(current_database()) AS "databaseBytes",
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS "connections",
    current_setting('max_connections')::int AS "connectionsMost"
  FROM
    (SELECT count(*) AS payments, coalesce(extract(epoch FROM clock_timestamp() - min(succeeded_at)), 0)::float8 AS oldest
      FROM payments.payments WHERE succeeded_at IS NOT NULL AND settled_at IS NULL) AS unsettled,
    (SELECT count(*) FILTER (WHERE attempts < max_attempts AND run_at <= now()) AS waiting,
        coalesce(extract(epoch FROM clock_timestamp()
          - min(run_at) FILTER (WHERE attempts < max_attempts AND run_at <= now() AND locked_at IS NULL)), 0)::float8 AS oldest,
        count(*) FILTER (WHERE attempts >= max_attempts) AS given_up
      FROM graphile_worker.jobs) AS jobs`.execute(db);
  return rows[0];
}

/** What the database says of the shop, and the disk of the data folder. */
export function shopFigures(input: { db: Db; dataDir: string; log: Logger; nowMs: () => number }): FigureSource {
  let kept: { figures: Promise<Figure[]>; askedAtMs: number } | null = null;
  return () => {
    const nowMs = performance.now();
    if (kept === null || nowMs - kept.askedAtMs >= freshMs) kept = { figures: ask(input), askedAtMs: nowMs };
    return kept.figures;
  };
}

async function ask({ db, dataDir, log, nowMs }: Parameters<typeof shopFigures>[0]): Promise<Figure[]> {
  const disk = await diskFigures(dataDir);
  const askedAtMs = nowMs();
  const row = await readShop(db).catch((err: unknown) => {
    log.warn({ err }, 'the database has no figures for the metrics');
    return undefined;
  });
  const up = figure('og_database_up', 'The database answered the metrics (1) or not (0)', row === undefined ? 0 : 1);
  if (row === undefined) return [...disk, up];
  // The answer was made between the question and now: half of that time is nobody's skew.
  const skewMs = row.nowMs - (askedAtMs + nowMs()) / 2;
  return [
    ...disk,
    up,
    figure('og_holds', 'Holds that keep places', row.holds),
    figure('og_orders_pending', 'Orders that wait for their money', row.pendingOrders),
    figure('og_payments_unsettled', 'Payments whose money is there and decided nothing yet', row.unsettledPayments),
    figure('og_payments_unsettled_age_seconds', 'Age of the oldest of them', row.oldestUnsettledSeconds),
    figure('og_refunds_open', 'Refunds that the provider has not given yet', row.openRefunds),
    figure('og_jobs_waiting', 'Jobs that could run now', row.waitingJobs),
    figure('og_jobs_oldest_seconds', 'How long the oldest of them has waited', row.oldestJobSeconds),
    figure('og_jobs_given_up', 'Jobs that failed for the last time', row.givenUpJobs),
    figure('og_reports_uncounted', 'Events of the books that reports have not added up', row.uncounted),
    figure('og_invariants_checked_age_seconds', 'Age of the oldest check of a promise', row.checkedSecondsAgo),
    figure(
      'og_audit_unsigned_age_seconds',
      'Age of the oldest entry of the journal that no head covers',
      row.headSignedSecondsBehind,
    ),
    ...(row.backupSecondsAgo === null
      ? []
      : [figure('og_backup_age_seconds', 'Age of the last backup that ended well', row.backupSecondsAgo)]),
    figure('og_clock_skew_seconds', "Clock of the database minus this process's", skewMs / 1_000),
    figure('og_database_bytes', 'Size of the database', row.databaseBytes),
    figure('og_database_connections', 'Connections of clients to the database server', row.connections),
    figure('og_database_connections_max', 'Connections that it takes', row.connectionsMost),
    ...row.brokenInvariants.map(({ name, broken }) => ({
      ...figure('og_invariant_broken', 'A promise of the shop is broken (1) or holds (0)', broken),
      labels: { invariant: name },
    })),
  ];
}

async function diskFigures(dataDir: string): Promise<Figure[]> {
  try {
    const { bavail, blocks, bsize } = await statfs(dataDir);
    return [
      figure('og_disk_free_bytes', 'Free bytes where the data folder lies', bavail * bsize),
      figure('og_disk_free_ratio', 'The same as a share of the whole', blocks === 0 ? 1 : bavail / blocks),
    ];
  } catch {
    // The folder of a process with a database elsewhere may not be there.
    return [];
  }
}

function figure(name: string, help: string, value: number): Figure {
  return { name, help, labels: {}, value };
}
