import { randomInt, randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { signNewestHead } from '../../server/src/modules/audit/actions/sign-head.ts';
import { verifyJournal } from '../../server/src/modules/audit/index.ts';
import { type ChainedEntry, entryHash, noEntry } from '../../server/src/modules/audit/rules/entry-hash.ts';
import { systemClock } from '../../server/src/platform/clock.ts';
import { connect } from '../../server/src/platform/database/database.ts';
import { loadKeyRing } from '../../server/src/platform/keys/key-ring.ts';
import { seededRandom } from '../../server/test/sales.ts';
import { openProofDatabase } from './lib/proof-database.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// A journal of 100,000 entries and a thousand ways to falsify it, each behind the triggers, looked at by the same walk that
// the page and `audit:verify` take, and rolled back. What the shop's own role can do with a statement is refused before.

const entries = numberOption('entries', 100_000);
const tamperings = numberOption('tamperings', 1_000);
const seed = numberOption('seed', randomInt(2 ** 31));
const atOnce = 4;
const rowsAtOnce = 2_000;

const database = await openProofDatabase();
const connection = await connect(database.url, { maxConnections: atOnce + 1 });
const { db } = connection;
const keys = await loadKeyRing({ dataDir: database.keysDir, files: {}, generate: true });
const clock = systemClock;
const random = seededRandom(seed);
const upTo = (most: number): number => 1 + Math.floor(random() * most);
const rollBack = new Error('tampered enough');

/** Entries of a year of three admins, chained as `recordAction` chains them. */
async function fill(): Promise<void> {
  const actors = Array.from({ length: 3 }, () => randomUUID());
  let hash: Buffer = noEntry;
  for (let first = 1; first <= entries; first += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, entries - first + 1) }, (_, index) => {
      const number = first + index;
      const entry: ChainedEntry = {
        number,
        at: new Date(Date.UTC(2026, 0, 1) + number * 300_000),
        actorId: actors[number % actors.length] ?? null,
        actorRole: 'admin',
        action: 'session.changed',
        subjectKind: 'session',
        subjectId: `S${number % 1_000}`,
        details: JSON.stringify({ before: { capacity: number }, after: { capacity: number + 1 } }),
        privateSealed: null,
        requestId: `req-${number}`,
      };
      hash = entryHash(hash, entry);
      return rowOf(entry, hash);
    });
    await db.insertInto('audit.entries').values(rows).execute();
  }
  await sql`UPDATE audit.head SET number = ${entries}, hash = ${hash}`.execute(db);
  await signNewestHead({ db, keys, clock });
}

function rowOf(entry: ChainedEntry, hash: Buffer) {
  const { number, at, action, details } = entry;
  return {
    number,
    at,
    action,
    details,
    hash,
    actor_id: entry.actorId,
    actor_role: entry.actorRole,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    private_sealed: entry.privateSealed,
    request_id: entry.requestId,
  };
}

const edits = {
  at: sql`at + interval '1 millisecond'`,
  actor_id: sql`gen_random_uuid()`,
  actor_role: sql`'controller'`,
  action: sql`'order.refunded'`,
  subject_kind: sql`'order'`,
  subject_id: sql`subject_id || '0'`,
  details: sql`replace(details, 'capacity', 'Capacity')`,
  private_sealed: sql`'AAAA'`,
  request_id: sql`NULL`,
  hash: sql`sha256(hash)`,
} as const;
const headBack = sql`UPDATE audit.head SET (number, hash) =
  (SELECT number, hash FROM audit.entries ORDER BY number DESC LIMIT 1)`;

/** Ways to falsify the journal, each at a place of its own. */
const ways: Record<string, () => readonly RawBuilder<unknown>[]> = {
  edit: () => {
    const names = Object.keys(edits);
    const [column, value] = Object.entries(edits)[upTo(names.length) - 1] ?? ['hash', edits.hash];
    return [sql`UPDATE audit.entries SET ${sql.ref(column)} = ${value} WHERE number = ${upTo(entries)}`];
  },
  delete: () => [sql`DELETE FROM audit.entries WHERE number = ${upTo(entries)}`],
  reorder: () => {
    const one = upTo(entries - 1);
    const other = one + upTo(entries - one);
    const spare = entries + 1;
    return [
      sql`UPDATE audit.entries SET number = ${spare} WHERE number = ${one}`,
      sql`UPDATE audit.entries SET number = ${one} WHERE number = ${other}`,
      sql`UPDATE audit.entries SET number = ${other} WHERE number = ${spare}`,
    ];
  },
  'cut off': () => [sql`DELETE FROM audit.entries WHERE number > ${entries - upTo(Math.min(entries, 5_000))}`],
  'cut off, head turned back': () => [
    sql`DELETE FROM audit.entries WHERE number > ${entries - upTo(Math.min(entries - 1, 5_000))}`,
    headBack,
  ],
};

/** Whether the walk sees one falsification, which is then undone. */
async function isFound(changes: readonly RawBuilder<unknown>[]): Promise<boolean> {
  let fault: unknown = null;
  await db
    .transaction()
    .execute(async (tx) => {
      await sql`SET LOCAL session_replication_role = replica`.execute(tx);
      for (const change of changes) await change.execute(tx);
      ({ fault } = await verifyJournal({ db: tx, keys, clock }));
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
  return fault !== null;
}

async function tamper(name: string, count: number, make: () => readonly RawBuilder<unknown>[]): Promise<Finding> {
  const waiting = Array.from({ length: count }, make);
  let found = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) if (await isFound(next)) found += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  process.stdout.write(`${name}: ${found} of ${count}\n`);
  return { name, passed: found === count, figures: { tamperings: count, found } };
}

/** What the role of the shop may not even send. */
async function refusals(): Promise<Finding[]> {
  const statements = {
    UPDATE: sql`UPDATE audit.entries SET details = '{}' WHERE number = 1`,
    DELETE: sql`DELETE FROM audit.entries WHERE number = 1`,
    TRUNCATE: sql`TRUNCATE audit.entries`,
  };
  return Promise.all(
    Object.entries(statements).map(async ([name, statement]) => {
      const code = await statement.execute(db).then(
        () => null,
        (error: unknown) => (error instanceof Error ? Reflect.get(error, 'code') : null),
      );
      return { name: `${name} by the shop`, passed: code === '42501', figures: { code } };
    }),
  );
}

try {
  await fill();
  const beganMs = performance.now();
  const whole = await verifyJournal({ db, keys, clock });
  const figures = { entries: whole.entries, walkMs: Math.round(performance.now() - beganMs), seed };
  const findings: Finding[] = [
    { name: 'nothing done to it', passed: whole.fault === null && whole.entries === entries, figures },
    ...(await refusals()),
  ];
  const each = Math.ceil(tamperings / Object.keys(ways).length);
  for (const [name, make] of Object.entries(ways)) findings.push(await tamper(name, each, make));
  const after = await verifyJournal({ db, keys, clock });
  findings.push({ name: 'as it was, in the end', passed: after.fault === null, figures: { entries: after.entries } });
  report('journal', findings);
} finally {
  await connection.close();
  await database.close();
}
