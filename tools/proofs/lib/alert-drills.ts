import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Metrics } from '../../../server/src/platform/metrics/metrics.ts';
import { serveMetrics } from '../../../server/src/platform/metrics/metrics-server.ts';
import { shopFigures } from '../../../server/src/platform/metrics/shop-figures.ts';
import { refuseRows } from '../../../server/test/canaries/refuse-rows.ts';
import type { TestShop } from '../../../server/test/harness.ts';
import { startProcesses } from '../../../server/test/processes.ts';

/** A condition that an alert waits for, really brought about. */
export interface Drill {
  alert: string;
  /** Null, or why it cannot be brought about here. */
  provoke(): Promise<string | null>;
}

const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** The ten of deploy/observability/alerts.yaml. What must be undone is put into `ends`. */
export function drills(
  shop: TestShop,
  where: { skewedPort: number; diskPort: number; folder: string; ends: (() => Promise<void>)[] },
): Drill[] {
  const { db } = shop;
  const job = (name: string) => sql`SELECT graphile_worker.add_job(${name}, '{}'::json)`.execute(db);
  const of = (alert: string, work: () => Promise<unknown>): Drill => ({
    alert,
    provoke: async () => {
      const said = await work();
      return typeof said === 'string' ? said : null;
    },
  });
  return [
    of('OgInvariantBroken', async () => {
      await shop.make.session();
      await sql`UPDATE inventory.inventory SET taken = 1 WHERE capacity > 0`.execute(db);
      await job('invariants.watch');
    }),
    of('OgWebhooksFailing', async () => {
      const forged = { id: 'evt_1', type: 'payment.captured' };
      await shop.client().post('/payments/webhooks/simulated-bank', forged, { 'x-bank-signature': 't=1,v1=00' });
    }),
    of('OgQueueLag', () =>
      sql`SELECT graphile_worker.add_job('drill.nobody-does-this', '{}'::json, run_at => now() - interval '1 minute')`.execute(
        db,
      ),
    ),
    of('OgJournalBroken', async () => {
      await db.transaction().execute(async (tx) => {
        await sql`SET LOCAL session_replication_role = replica`.execute(tx);
        await sql`INSERT INTO audit.entries (number, at, actor_role, action, subject_kind, subject_id, details, hash)
          VALUES ((SELECT coalesce(max(number), 0) + 1 FROM audit.entries), date_trunc('milliseconds', now()), 'system', 'drill',
            'shop', '1', '{}', decode(repeat('00', 32), 'hex'))`.execute(tx);
        await sql`UPDATE audit.head SET number = (SELECT max(number) FROM audit.entries)`.execute(tx);
      });
      await job('audit.verify');
    }),
    of('OgRefreshTokenReuse', () => reuseToken(shop)),
    of('OgLoginSpray', async () => {
      for (let guess = 0; guess < 150; guess += 1) {
        const wrong = { email: `nobody${guess % 7}@example.org`, password: `wrong password ${guess}` };
        await shop.client().post('/auth/login', wrong);
      }
    }),
    of('OgErrorRate', () => failCalls(shop)),
    of('OgDiskFull', () => fillDisk(shop, where)),
    of('OgBackupStale', () =>
      sql`INSERT INTO platform.backups (made_by, ended_at) VALUES ('drill', now() - interval '27 hours')`.execute(db),
    ),
    of('OgClockSkew', async () => {
      if (!existsSync(faketime)) return 'libfaketime is not installed';
      const environment = { LD_PRELOAD: faketime, FAKETIME: '+60s', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
      const metrics = { METRICS_PORT: String(where.skewedPort), METRICS_HOST: '127.0.0.1', OG_ROLE: 'web' };
      const skewed = await startProcesses(shop, 1, { ...environment, ...metrics });
      where.ends.push(() => skewed.stop());
      return null;
    }),
  ];
}

/** A used refresh token comes again after its ten seconds of grace. */
async function reuseToken(shop: TestShop): Promise<void> {
  const browser = await shop.make.login(await shop.make.account());
  const copied = new Map(browser.cookies);
  await browser.post('/auth/refresh');
  await sql`UPDATE accounts.refresh_tokens SET used_at = now() - interval '1 minute' WHERE used_at IS NOT NULL`.execute(
    shop.db,
  );
  const thief = shop.client();
  for (const [name, value] of copied) thief.cookies.set(name, value);
  await thief.post('/auth/refresh');
}

async function failCalls(shop: TestShop): Promise<void> {
  const heal = await refuseRows(shop.db, 'accounts.registrations', 'a drill');
  for (let call = 0; call < 40; call += 1) {
    await shop.client().post('/auth/register', {
      email: `drill${call}@example.org`,
      password: 'a long enough drill of words',
      firstName: 'A',
      lastName: 'B',
      acceptTerms: true,
    });
  }
  await heal();
}

/** A small disk of its own for a second reader of figures, filled to the last tenth. Needs the right to mount. */
async function fillDisk(
  shop: TestShop,
  { diskPort, folder, ends }: { diskPort: number; folder: string; ends: (() => Promise<void>)[] },
): Promise<string | null> {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]);
  if (mounted.status !== 0) return 'nothing may be mounted here';
  ends.push(async () => void spawnSync('umount', [disk]));
  const { db, log, clock } = shop.platform;
  const metrics = new Metrics();
  metrics.follow(shopFigures({ db, dataDir: disk, log, nowMs: () => clock.nowMs() }));
  const served = await serveMetrics(metrics, { port: diskPort, host: '127.0.0.1' });
  ends.push(() => served.stop());
  spawnSync('fallocate', ['-l', '19M', join(disk, 'filled')]);
  return null;
}
