// npm run check:backup: how large a shop is for each ticket, and how long `npm run backup` and `npm run restore` take for it. Fills a
// shop of its own (--orders), backs it up into a temporary folder and loads it into a second database.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readSealed, writeSealed } from '../../server/src/platform/database/backup/backup-file.ts';
import { dumpDatabase } from '../../server/src/platform/database/backup/dump.ts';
import { loadDatabase } from '../../server/src/platform/database/backup/load.ts';
import { createLogger } from '../../server/src/platform/log.ts';
import { cloneDatabase } from '../../server/test/clone.ts';
import { fillShop, ticketsPerOrder } from './lib/full-shop.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { numberOption, report } from './lib/report.ts';

const orders = numberOption('orders', 30_000);
const tickets = orders * ticketsPerOrder;

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: Math.round((performance.now() - began) / 10) / 100 };
}

const folder = await mkdtemp(join(tmpdir(), 'og-tickets-backup-'));
const shop = await openProofShop();
try {
  const size = async (): Promise<number> =>
    (await sql<{ size: number }>`SELECT pg_database_size(current_database()) AS size`.execute(shop.db)).rows[0]?.size ??
    0;
  const before = await size();
  await fillShop(shop, { sessions: 200, orders }, () => undefined);
  const bytesPerTicket = Math.round(((await size()) - before) / tickets);
  const file = { path: join(folder, 'backup'), keyFile: join(folder, 'key') };
  await writeFile(file.keyFile, `1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const made = await timed(() => writeSealed(file, dumpDatabase(shop.databaseUrl)));
  const empty = await cloneDatabase(shop.databaseUrl, 'restored', 'template0');
  const loaded = await timed(() => loadDatabase(empty.url, readSealed(file), createLogger('warn')));
  await empty.drop();
  const figures = {
    tickets,
    rows: loaded.value.rows,
    bytesPerTicket,
    backupMb: Math.round(made.value / 1e5) / 10,
    backupSeconds: made.seconds,
    restoreSeconds: loaded.seconds,
  };
  report('backup', [{ name: 'every row comes back', passed: loaded.value.rows > tickets, figures }]);
} finally {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
}
