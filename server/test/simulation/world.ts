import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { addAccount } from '../../src/modules/accounts/actions/add-account.ts';
import type { Factory, MadeSession } from '../factory.ts';
import { type Db, withTx } from '../../src/platform/database/database.ts';
import type { JobHandler } from '../../src/platform/jobs/jobs.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { Dice } from './dice.ts';
import type { FaultyBank } from './bank.ts';
import type { SimulatedClock } from './clock.ts';
import type { Scheduler } from './scheduler.ts';
import type { Task } from './task.ts';

const buyers = 3;
/** Few, so that they meet at the last ones. */
const capacities = [3, 4, 6];
/** Work of these jobs is looked at elsewhere: they send mails. */
const known = new Set(['payments.succeeded', 'payments.send-refund', 'orders.expire-order', 'orders.work-refund-run']);

export interface Buyer {
  accountId: string;
  cartId: string | null;
  /** Requests to place an order whose answer has not come, with their keys. */
  unanswered: { cartId: string; key: string }[];
}

/** What one run of a simulation is about, made anew for it: nothing in it touches another run. */
export interface World {
  /** The shop as the simulated processes see it. */
  platform: Platform;
  dice: Dice;
  bank: FaultyBank;
  scheduler: Scheduler;
  handlers: ReadonlyMap<string, JobHandler>;
  sessions: MadeSession[];
  buyers: Buyer[];
  adminId: string;
  /** Orders that a buyer was told of. */
  orders: { order: Pick<Order, 'code'>; accountId: string; paymentId: string }[];
  /** Secrets that payers were given. */
  secrets: Set<string>;
  /** What went wrong and was not meant to. */
  surprises: string[];
  /** Outside of the simulation, for setting up and looking. */
  raw: Db;
  clock: SimulatedClock;
  keys: number;
  /** Jobs whose worker died or failed. */
  abandonedJobs: JobRow[];
}

/** Sessions with few places and buyers of their own. */
export async function makeWorld(
  parts: Pick<World, 'platform' | 'dice' | 'bank' | 'scheduler' | 'handlers' | 'raw' | 'clock'> & { make: Factory },
): Promise<World> {
  const { make, ...given } = parts;
  const { raw, dice, platform } = given;
  const sessions: MadeSession[] = [];
  for (let made = 0; made < 2; made += 1) {
    const capacity = capacities[dice.upTo(capacities.length)] ?? 3;
    const session = await make.session({ categories: [{ category: 'A', capacity, pricePerPlaceCents: 5_000 }] });
    await sql`UPDATE catalog.sessions SET cancellable_until = now() + interval '20 days', starts_at = now() + interval '30 days',
      ends_at = now() + interval '31 days', doors_at = now() + interval '29 days' WHERE id = ${session.id}`.execute(
      raw,
    );
    sessions.push(session);
  }
  const accounts: string[] = [];
  for (let made = 0; made <= buyers; made += 1) {
    const email = `sim-${sessions[0]?.code}-${made}@example.org`;
    const person = { email, passwordHash: 'none', firstName: 'Ana', lastName: 'Martín', locale: 'fr' } as const;
    const added = await withTx(raw, (tx) =>
      addAccount(tx, platform.keys, { ...person, role: 'customer', active: true }),
    );
    accounts.push(added.id);
  }
  return {
    ...given,
    sessions,
    buyers: accounts.slice(0, buyers).map((accountId) => ({ accountId, cartId: null, unanswered: [] })),
    adminId: accounts[buyers] ?? '',
    orders: [],
    secrets: new Set(),
    surprises: [],
    keys: 0,
    abandonedJobs: [],
  };
}

export interface JobRow {
  id: string;
  name: string;
  payload: unknown;
}

/** Takes a waiting job out of the queue, as a worker does; undefined when none is due. Mails are thrown away. */
export async function takeJob({ raw, dice }: World): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    SELECT job.id, task.identifier AS name, job.payload FROM graphile_worker._private_jobs AS job
    JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
    WHERE job.locked_at IS NULL AND job.run_at <= now() ORDER BY job.id
    FOR UPDATE OF job SKIP LOCKED`.execute(raw);
  const mails = rows.filter((row) => !known.has(row.name)).map((row) => row.id);
  if (mails.length > 0) {
    await sql`DELETE FROM graphile_worker._private_jobs WHERE id = ANY(${mails}::bigint[])`.execute(raw);
  }
  const job = dice.pick(rows.filter((row) => known.has(row.name)));
  if (job === undefined) return undefined;
  await sql`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'simulation' WHERE id = ${job.id}`.execute(
    raw,
  );
  return job;
}

/** What becomes of a job that ended: done, it is gone; else it waits again. In the steps of the task that does it. */
export async function putJobBack({ platform }: World, job: JobRow, end: Task['end']): Promise<void> {
  if (end === 'done') await sql`DELETE FROM graphile_worker._private_jobs WHERE id = ${job.id}`.execute(platform.db);
  else {
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, run_at = now(),
      attempts = 0 WHERE id = ${job.id}`.execute(platform.db);
  }
}

/** The work of a job, and that it is gone afterwards. */
export function jobTask(world: World, job: JobRow): { name: string; work: () => Promise<void> } {
  const work = async (): Promise<void> => {
    await world.handlers.get(job.name)?.run(job.payload);
    await putJobBack(world, job, 'done');
  };
  return { name: `job ${job.name}`, work };
}

/** Orders and refunds of this world that are still waiting for something. */
export async function undecided({ raw, buyers: people, sessions }: World): Promise<string[]> {
  const { rows } = await sql<{ violation: string }>`
    SELECT format('order %s is still pending', code) AS violation FROM orders.orders
    WHERE status = 'pending' AND account_id = ANY(${people.map((buyer) => buyer.accountId)})
    UNION ALL
    SELECT format('refund %s of order %s is %s', r.id, p.order_code, r.status)
    FROM payments.refunds AS r JOIN payments.payments AS p ON p.id = r.payment_id
    WHERE r.status <> 'succeeded' AND p.account_id = ANY(${people.map((buyer) => buyer.accountId)})
    UNION ALL
    SELECT format('run %s is %s', id, status) FROM orders.refund_runs
    WHERE status <> 'done' AND session_id = ANY(${sessions.map((session) => session.id)})`.execute(raw);
  return rows.map((row) => row.violation);
}
