// npm run check:disk-full (C15): the disk of the database is full, to the last block, while people buy. What cannot be written is
// refused with 503 and nothing else breaks; lists and pages go on; when there is room again so does everything, by itself, and
// amcheck finds every table and index as it should be. Needs the right to mount (root on Linux).
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type FaultyShop, isWhole, openFaultyShop } from './lib/faulty-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { mountSmallDisk } from './lib/small-disk.ts';

const megabytes = numberOption('megabytes', 256);
const fullSeconds = numberOption('seconds', 30);
const perSecond = numberOption('rate', 20);
/** The disk is full when something could not be written; small rows still find a place in what the files have. */
const bitesWithinMs = 60_000;
const resumesWithinMs = 10_000;
const hungAfterMs = 15_000;

type Kind = 'read' | 'write';
/** Calls by kind and status; 0: no answer. */
type Saw = Record<Kind, Record<number, number>>;

const disk = mountSmallDisk(megabytes);
if (disk === null) {
  process.stdout.write('C15 not run: nothing may be mounted here\n');
  process.exit(2);
}

/** One call; a write is a place that a guest holds. */
async function call(shop: FaultyShop, kind: Kind, turn: number): Promise<number> {
  const path = kind === 'write' ? '/cart/lines' : turn % 2 === 0 ? '/sessions?limit=3' : `/sessions/${shop.session}`;
  const write = {
    method: 'POST',
    body: JSON.stringify({ session: shop.session, category: 'A', offer: 'solo', quantity: 1 }),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'x-requested-with': 'og-tickets',
    },
  };
  try {
    const answer = await fetch(`${shop.url}/api/v1${path}`, {
      ...(kind === 'write' ? write : {}),
      signal: AbortSignal.timeout(hungAfterMs),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** Calls of both kinds at an even pace until `isOver` says so. */
async function callUntil(shop: FaultyShop, isOver: (saw: Saw) => boolean): Promise<Saw> {
  const saw: Saw = { read: {}, write: {} };
  const open: Promise<void>[] = [];
  const note = async (kind: Kind, turn: number): Promise<void> => {
    const status = await call(shop, kind, turn);
    saw[kind][status] = (saw[kind][status] ?? 0) + 1;
  };
  for (let turn = 0; !isOver(saw); turn += 1) {
    const kind: Kind = turn % 2 === 0 ? 'write' : 'read';
    open.push(note(kind, turn));
    await wait(1_000 / perSecond);
  }
  await Promise.all(open);
  return saw;
}

const onlyHas = (counts: Record<number, number>, ...statuses: number[]): boolean =>
  Object.keys(counts).every((status) => statuses.includes(Number(status)));

/** Milliseconds until ten writes and ten reads in a row are good, or infinity. */
async function resumed(shop: FaultyShop): Promise<number> {
  const beganMs = performance.now();
  for (let good = 0, turn = 0; good < 20; turn += 1) {
    const status = await call(shop, turn % 2 === 0 ? 'write' : 'read', turn);
    good = status === 200 || status === 201 ? good + 1 : 0;
    if (performance.now() - beganMs > 60_000) return Number.POSITIVE_INFINITY;
  }
  return Math.round(performance.now() - beganMs);
}

/** What pg_amcheck asks, of every table and every B-tree, with all rows looked up in their indexes. */
async function damaged({ db }: FaultyShop): Promise<{ looked: number; faults: string[] }> {
  await sql`CREATE EXTENSION amcheck`.execute(db);
  const { rows: relations } = await sql<{ name: string; kind: string }>`
    SELECT c.oid::regclass::text AS name, c.relkind AS kind FROM pg_class AS c LEFT JOIN pg_am AS a ON a.oid = c.relam
    WHERE (c.relkind IN ('r', 't', 'm') OR c.relkind = 'i' AND a.amname = 'btree') AND c.relpersistence = 'p'
    ORDER BY 1`.execute(db);
  const faults: string[] = [];
  for (const { name, kind } of relations) {
    const look =
      kind === 'i'
        ? sql<{
            msg: string;
          }>`SELECT msg FROM (SELECT bt_index_check(${name}::regclass, true)::text AS msg) AS m WHERE msg <> ''`
        : sql<{ msg: string }>`SELECT msg FROM verify_heapam(${name}::regclass)`;
    const said = await look.execute(db).then(
      ({ rows }) => rows.map(({ msg }) => msg),
      (error: unknown) => [String(error)],
    );
    faults.push(...said.map((text) => `${name}: ${text}`));
  }
  return { looked: relations.length, faults: faults.slice(0, 10) };
}

const findings: Finding[] = [];
const shop = await openFaultyShop({ postgresDir: join(disk.folder, 'data') });
try {
  // The log of changes would take most of so small a disk.
  await sql`ALTER SYSTEM SET max_wal_size = '64MB'`.execute(shop.db);
  await sql`SELECT pg_reload_conf()`.execute(shop.db);
  const { rows } = await sql<{ dir: string }>`SELECT current_setting('data_directory') AS dir`.execute(shop.db);
  const dir = rows[0]?.dir ?? '';
  if (!dir.startsWith(disk.folder)) throw new Error(`the database is in ${dir}, not on the small disk`);
  const startOf = (): string => readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n').slice(0, 3).join(' ');
  const before = startOf();
  const pids = shop.rolling.pids();
  await shop.startBuyers();
  await shop.buyers.onePaid();
  const calm = await callUntil(shop, ({ read }) => (read[200] ?? 0) >= 40);
  disk.fill();
  const filledAtMs = performance.now();
  const untilItBites = await callUntil(
    shop,
    ({ write }) => (write[503] ?? 0) > 0 || performance.now() - filledAtMs > bitesWithinMs,
  );
  const bitesAfterMs = Math.round(performance.now() - filledAtMs);
  const endAtMs = performance.now() + fullSeconds * 1_000;
  const full = await callUntil(shop, () => performance.now() > endAtMs);
  const paidMeanwhile = shop.buyers.paid.size;
  disk.empty();
  const resumesMs = await resumed(shop);
  await shop.buyers.onePaid();
  findings.push(
    {
      name: 'writes without room are refused with 503, none in another way',
      passed: onlyHas(untilItBites.write, 201, 503) && onlyHas(full.write, 201, 503) && (full.write[503] ?? 0) > 0,
      figures: {
        disk: disk.kind,
        megabytes,
        bitesAfterMs,
        calm: calm.write,
        untilItBites: untilItBites.write,
        full: full.write,
      },
    },
    {
      name: 'lists and pages go on',
      passed: onlyHas(untilItBites.read, 200) && onlyHas(full.read, 200),
      figures: { calm: calm.read, untilItBites: untilItBites.read, full: full.read },
    },
    {
      name: 'with room again everything resumes by itself, in the same processes',
      passed:
        resumesMs <= resumesWithinMs &&
        startOf() === before &&
        pids.every((pid, at) => shop.rolling.pids()[at] === pid),
      figures: { resumesMs, paidMeanwhile, freeMegabytes: Math.round(disk.freeBytes() / 2 ** 20) },
    },
  );
  const rest = await shop.comeToRest();
  findings.push({
    name: 'nothing lost or left open, every promise holds',
    passed: isWhole(rest),
    figures: { ...rest },
  });
  const found = await damaged(shop);
  findings.push({
    name: 'amcheck finds every table and index whole',
    passed: found.looked > 100 && found.faults.length === 0,
    figures: { ...found },
  });
} finally {
  disk.empty();
  await shop.close();
  disk.close();
}
report('C15', findings);
