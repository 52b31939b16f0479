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
// the page and `audit:verify` take, and rolled back. The first of each way are walked from the first entry and once more from a
// little before the falsified place, which must tell the same; the others from there only, since the whole walk at the beginning
// vouches for all that comes before it. What the shop's own role can do with a statement is refused before.

const entries = numberOption('entries', 100_000);
const tamperings = numberOption('tamperings', 1_000);
const wholeWalks = numberOption('whole-walks', 100);
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
/** The right hash of each entry by its number. */
const hashes: Buffer[] = [noEntry];
/** How far before the falsified place a walk begins, at most. */
const mostBefore = 2_500;

let spare = entries;

/** A falsification, and the first entry that it touches. */
interface Tampering {
  first: number;
  changes: readonly RawBuilder<unknown>[];
}

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
      hashes.push(hash);
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

/** Takes away the last entries; the first of them. */
function cutOff(): number {
  return entries + 1 - upTo(Math.min(entries - 1, 5_000));
}

/** Ways to falsify the journal, each at a place of its own. */
const ways: Record<string, () => Tampering> = {
  'cut off': () => {
    const first = cutOff();
    return { first, changes: [sql`DELETE FROM audit.entries WHERE number >= ${first}`] };
  },
  'cut off, head turned back': () => {
    const first = cutOff();
    return { first, changes: [sql`DELETE FROM audit.entries WHERE number >= ${first}`, headBack] };
  },
  edit: () => {
    const names = Object.keys(edits);
    const [column, value] = Object.entries(edits)[upTo(names.length) - 1] ?? ['hash', edits.hash];
    const first = upTo(entries);
    return { first, changes: [sql`UPDATE audit.entries SET ${sql.ref(column)} = ${value} WHERE number = ${first}`] };
  },
  delete: () => {
    const first = upTo(entries);
    return { first, changes: [sql`DELETE FROM audit.entries WHERE number = ${first}`] };
  },
  reorder: () => {
    const first = upTo(entries - 1);
    const other = first + upTo(entries - first);
    // One of its own: who writes the number that another one writes waits for it.
    spare += 1;
    const changes = [
      sql`UPDATE audit.entries SET number = ${spare} WHERE number = ${first}`,
      sql`UPDATE audit.entries SET number = ${first} WHERE number = ${other}`,
      sql`UPDATE audit.entries SET number = ${other} WHERE number = ${spare}`,
    ];
    return { first, changes };
  },
};

/** What the walk tells of a falsification, which is then undone: where it begins close by, and from the first entry. */
async function faultsOf({ first, changes }: Tampering, whole: boolean): Promise<(string | null)[]> {
  const from = Math.max(0, first - upTo(mostBefore));
  const after = { number: from, hash: hashes[from] ?? noEntry };
  const faults: (string | null)[] = [];
  await db
    .transaction()
    .execute(async (tx) => {
      await sql`SET LOCAL session_replication_role = replica`.execute(tx);
      await sql`SET LOCAL statement_timeout = 0`.execute(tx);
      await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(tx);
      for (const change of changes) await change.execute(tx);
      for (const start of whole ? [after, undefined] : [after]) {
        const { fault } = await verifyJournal({ db: tx, keys, clock }, start);
        faults.push(fault === null ? null : `${fault.kind} ${fault.number}`);
      }
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
  return faults;
}

async function tamper(name: string, count: number, make: () => Tampering): Promise<Finding> {
  const mostWhole = Math.ceil(wholeWalks / Object.keys(ways).length);
  const waiting = Array.from({ length: count }, (_, index) => ({ tampering: make(), whole: index < mostWhole }));
  const seen = { found: 0, whole: 0, same: 0 };
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [close = null, whole] = await faultsOf(next.tampering, next.whole);
      if (close !== null) seen.found += 1;
      if (next.whole) seen.whole += 1;
      if (next.whole && whole === close) seen.same += 1;
    }
  };
  const beganMs = performance.now();
  // Who takes away the end waits for the others who do.
  await Promise.all(Array.from({ length: name.startsWith('cut off') ? 1 : atOnce }, work));
  const figures = { tamperings: count, ...seen, tookS: Math.round((performance.now() - beganMs) / 1_000) };
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
  return { name, passed: seen.found === count && seen.same === seen.whole, figures };
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
