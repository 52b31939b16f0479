import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { startTcpFaults } from '../../../test/tcp-faults.ts';
import { connect, isDatabaseAway, withTx } from './database.ts';

// A network that loses every answer: it says nothing of it, and no limit of the server comes through it.

const direct = await openTestDatabase({ maxConnections: 2 });
const there = new URL(direct.url);
const network = await startTcpFaults(Number(there.port), () => 1);
there.port = String(network.port);
const database = await connect(there.href, { maxConnections: 2, answerMs: 2_500, patienceMs: 20_000 });
afterAll(async () => {
  await database.close();
  await network.close();
  await direct.close();
});

type Answer = { rows: { one: number }[] };
const saidOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

/** What came of statements that were at work, or waited for their turn, when the network lost the answers. */
async function loseAnswers() {
  await sql`CREATE TABLE public.noted (word text)`.execute(direct.db);
  const listening = await database.queue.connect();
  await listening.query('SELECT 1');
  let runs = 0;
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  let begun = (): void => undefined;
  const inserted = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const committing = saidOf(
    withTx(database.db, async (tx) => {
      runs += 1;
      await sql`INSERT INTO public.noted VALUES ('once')`.execute(tx);
      begun();
      await asked;
    }),
  );
  await inserted;
  await sql`SELECT 1`.execute(database.db);
  network.loseAnswers();
  ask();
  const lost = saidOf(sql`SELECT 1 AS one`.execute(database.db));
  const next: Promise<Answer> = sql<{ one: number }>`SELECT 1 AS one`.execute(database.db);
  const ofTheQueue = await saidOf(listening.query('SELECT 1'));
  listening.release();
  const laterOfTheQueue: Answer = await database.queue.query('SELECT 1 AS one');
  return { commit: await committing, runs, lost: await lost, next: await next, ofTheQueue, laterOfTheQueue };
}

let saw: Awaited<ReturnType<typeof loseAnswers>>;
beforeAll(async () => {
  saw = await loseAnswers();
});

it('gives up a connection that does not answer, and whoever is next gets a new one', () => {
  expect(isDatabaseAway(saw.lost)).toBe(true);
  expect(saw.next.rows).toEqual([{ one: 1 }]);
});

it('gives up a connection of the job queue in the same way', () => {
  expect(isDatabaseAway(saw.ofTheQueue)).toBe(true);
  expect(saw.laterOfTheQueue.rows).toEqual([{ one: 1 }]);
});

it('says that a commit without an answer failed without being known, and does not run it again', async () => {
  expect(isDatabaseAway(saw.commit)).toBe(true);
  expect(saw.runs).toBe(1);
  const { rows } = await sql`SELECT word FROM public.noted`.execute(direct.db);
  expect(rows).toEqual([{ word: 'once' }]);
});
