import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { createModules } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { addAccount } from '../../src/modules/accounts/actions/add-account.ts';
import { connect, type Database, type Tx, withTx } from '../../src/platform/database/database.ts';
import { prepared } from '../../src/platform/database/prepared.ts';
import { isRefusal, type Refusal } from '../../src/platform/http/refusal.ts';
import type { JobHandler } from '../../src/platform/jobs/jobs.ts';
import { loadKeyRing } from '../../src/platform/keys/key-ring.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { signatureHeader, signEvent } from '../../src/simulated-bank/secrets.ts';
import { receiveEvent } from '../../src/modules/payments/actions/receive-event.ts';
import { layFoundation } from '../../src/start-server.ts';
import type { Factory, MadeSession } from '../factory.ts';
import { FaultyBank } from '../simulation/bank.ts';
import { Dice } from '../simulation/dice.ts';

const instances = 3;
const accountCount = 3;

/** Several instances of the shop on one database, and what a run of the model needs to look into it. */
export class RealShop {
  readonly bank = new FaultyBank(new Dice(0), () => Promise.resolve());
  readonly databases: Database[];
  readonly platforms: Platform[];
  /** Of each instance. */
  readonly #handlers = new Map<Platform, ReadonlyMap<string, JobHandler>>();
  sessions: MadeSession[] = [];
  accounts: string[] = [];
  #runs = 0;
  #turn = 0;

  private constructor(databases: Database[], platforms: Platform[]) {
    this.databases = databases;
    this.platforms = platforms;
    for (const platform of platforms) {
      const jobs = createModules(platform).flatMap((module) => module.jobs ?? []);
      this.#handlers.set(platform, new Map(jobs.map((job) => [job.name, job])));
    }
  }

  static async open(databaseUrl: string, keysDir: string): Promise<RealShop> {
    const environment = { OG_DATA_DIR: keysDir, DATABASE_URL: databaseUrl, SIMULATED_BANK_URL: 'http://bank.invalid' };
    const config = readConfig(environment);
    const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
    const databases: Database[] = [];
    const platforms: Platform[] = [];
    for (let made = 0; made < instances; made += 1) {
      const database = await connect(databaseUrl, { maxConnections: 3 });
      databases.push(database);
      platforms.push(layFoundation({ config, database, keys, log: createLogger('silent') }).platform);
    }
    const shop = new RealShop(databases, platforms);
    shop.bank.isFaulty = false;
    globalThis.fetch = ((url: string, init?: { body?: string }) =>
      shop.bank.call(url, init?.body)) as unknown as typeof fetch;
    return shop;
  }

  async close(): Promise<void> {
    for (const database of this.databases) await database.close();
  }

  /** Another instance each time. */
  get platform(): Platform {
    this.#turn += 1;
    const platform = this.platforms[this.#turn % this.platforms.length];
    if (platform === undefined) throw new Error('no instance');
    return platform;
  }

  /** Sessions and accounts of one run. */
  async begin(make: Factory, capacities: readonly number[]): Promise<void> {
    this.#runs += 1;
    this.sessions = [];
    this.bank.events.length = 0;
    const { db, keys } = this.platform;
    await sql`DELETE FROM graphile_worker._private_jobs`.execute(db);
    for (const capacity of capacities) {
      this.sessions.push(await make.session({ categories: [{ category: 'A', capacity, pricePerPlaceCents: 5_000 }] }));
    }
    const numbers = this.sessions.map((session) => session.id);
    await sql`UPDATE catalog.sessions SET cancellable_until = now() + interval '20 days' WHERE id = ANY(${numbers})`.execute(
      db,
    );
    this.accounts = [];
    for (let made = 0; made <= accountCount; made += 1) {
      const email = `model-${this.#runs}-${made}@example.org`;
      const person = { email, passwordHash: 'none', firstName: 'Ana', lastName: 'Martín', locale: 'fr' } as const;
      const added = await withTx(db, (tx) => addAccount(tx, keys, { ...person, role: 'customer', active: true }));
      this.accounts.push(added.id);
    }
  }

  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.platform.db, work);
  }

  /** Brings an event of the bank, signed; the jobs that follow are worked off. */
  async tell(body: string): Promise<Refusal | null> {
    const { platform } = this;
    const rawBody = Buffer.from(body);
    const signature = signEvent(platform.keys.bankWebhook, rawBody, Date.now());
    const header = (name: string) => (name === signatureHeader ? signature : undefined);
    const refusal = await receiveEvent(platform, { provider: 'simulated-bank', rawBody, header });
    await this.workOff();
    return refusal;
  }

  /** Works off what is due, but mails. */
  async workOff(): Promise<void> {
    const { platform } = this;
    const handlers = this.#handlers.get(platform);
    const wanted = new Set(['payments.succeeded', 'payments.send-refund', 'orders.work-refund-run']);
    for (;;) {
      const { rows } = await sql<{ name: string; payload: unknown }>`
        ${prepared} WITH due AS (DELETE FROM graphile_worker._private_jobs WHERE run_at <= now() RETURNING task_id, payload, id)
        SELECT task.identifier AS name, due.payload FROM due
        JOIN graphile_worker._private_tasks AS task ON task.id = due.task_id ORDER BY due.id`.execute(platform.db);
      if (rows.length === 0) return;
      for (const { name, payload } of rows) if (wanted.has(name)) await handlers?.get(name)?.run(payload);
    }
  }

  /** What the model is compared with: counters, carts, orders with their tickets, and the bank. */
  async look(): Promise<unknown> {
    const { db } = this.platform;
    const numbers = this.sessions.map((session) => session.id);
    const accounts = this.accounts.slice(0, accountCount);
    const { rows } = await sql<{ seen: unknown }>`${prepared} SELECT jsonb_build_object(
      'stock', (SELECT jsonb_agg(jsonb_build_object('capacity', capacity, 'taken', taken - coalesce(
          (SELECT sum(places) FROM inventory.holds AS h WHERE h.session_id = i.session_id AND h.state = 'live'
            AND h.expires_at <= now()), 0)) ORDER BY session_id)
        FROM inventory.inventory AS i WHERE session_id = ANY(${numbers})),
      'carts', (SELECT jsonb_agg(coalesce((SELECT jsonb_agg(jsonb_build_object('session', array_position(${numbers}, l.session_id) - 1,
            'offer', l.offer, 'quantity', l.quantity, 'isHeld', h.state = 'live' AND h.expires_at > now()) ORDER BY l.created_at, l.id)
          FROM carts.lines AS l JOIN carts.carts AS c ON c.id = l.cart_id
          JOIN inventory.holds AS h ON h.session_id = l.session_id AND h.id = l.hold_id WHERE c.account_id = a.id), '[]') ORDER BY a.nr)
        FROM unnest(${accounts}::uuid[]) WITH ORDINALITY AS a (id, nr)),
      'orders', coalesce((SELECT jsonb_agg(jsonb_build_object('code', o.code, 'status', o.status, 'refundedCents', p.refunded_cents,
          'tickets', coalesce((SELECT jsonb_agg(jsonb_build_object('line', t.order_line, 'unit', t.unit, 'entries', t.entries,
            'status', t.status) ORDER BY t.order_line, t.unit) FROM tickets.tickets AS t WHERE t.order_id = o.id), '[]'))
          ORDER BY o.created_at, o.id)
        FROM orders.orders AS o JOIN payments.payments AS p ON p.order_id = o.id
        WHERE o.account_id = ANY(${accounts})), '[]')) AS seen`.execute(db);
    return rows[0]?.seen;
  }

  /** The id of a ticket by where it stands in its order. */
  async ticketId(code: Order['code'], line: number, unit: number): Promise<string> {
    const { rows } = await sql<{ id: string }>`SELECT t.id FROM tickets.tickets AS t JOIN orders.orders AS o
      ON o.id = t.order_id WHERE o.code = ${code} AND t.order_line = ${line} AND t.unit = ${unit}`.execute(
      this.platform.db,
    );
    return rows[0]?.id ?? '';
  }
}

/** The code of a refusal, or `done`. */
export function saidOf(answer: unknown): string {
  return isRefusal(answer) ? answer.code : 'done';
}
