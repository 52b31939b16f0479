import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from '../database/database.ts';
import { randomToken } from '../keys/random.ts';
import type { Logger } from '../log.ts';
import { type FanOut, Listeners, type Told, type Topic } from './fan-out.ts';

const channel = 'og_tickets_fan_out';
/** After the listening connection broke. */
const againMs = 500;
/** A connection that is silent is asked this often whether it is still there. */
const askEveryMs = 15_000;

/** Tells the other processes through the database they share: LISTEN and NOTIFY, on a connection of its own. */
export class PostgresFanOut implements FanOut {
  readonly #db: Db;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #listeners = new Listeners(randomToken(128));
  readonly #stopping = new AbortController();
  #listening = false;
  #rounds: Promise<void> | null = null;

  /** `pool`: where the listening connection comes from; not a pooler that gives a connection for one transaction only. */
  constructor(db: Db, pool: pg.Pool, log: Logger) {
    this.#db = db;
    this.#pool = pool;
    this.#log = log;
  }

  publish(topic: Topic, text: string): void {
    const message = this.#listeners.wrap(topic, text);
    void sql`SELECT pg_notify(${channel}, ${message})`
      .execute(this.#db)
      .catch((err: unknown) => this.#log.warn({ err, topic }, 'the other processes were not told'));
  }

  subscribe(topic: Topic, told: Told): () => void {
    return this.#listeners.add(topic, told);
  }

  async start(): Promise<void> {
    let listens = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      listens = resolve;
    });
    this.#rounds = this.#listen(listens);
    await first;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#rounds;
  }

  condition(): ReturnType<FanOut['condition']> {
    return { by: 'postgresql', listening: this.#listening };
  }

  /** Listens until it is stopped; `firstTried` is called once the first try is over. */
  async #listen(firstTried: () => void): Promise<void> {
    const { signal } = this.#stopping;
    for (let again = false; !signal.aborted; again = true) {
      if (again) await wait(againMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#listenOnce(firstTried, again);
      this.#listening = false;
      firstTried();
    }
  }

  async #listenOnce(listens: () => void, again: boolean): Promise<void> {
    let client: pg.PoolClient | null = null;
    try {
      client = await this.#pool.connect();
      const ended = new Promise<void>((resolve) => {
        client?.once('end', resolve);
        client?.once('error', () => resolve());
      });
      client.on('notification', ({ payload }) => this.#listeners.hear(payload ?? ''));
      await client.query(`LISTEN ${channel}`);
      this.#listening = true;
      listens();
      if (again) this.#listeners.hearAll();
      await this.#untilEnd(client, ended);
    } catch (err) {
      if (!this.#stopping.signal.aborted) this.#log.warn({ err }, 'what other processes say cannot be heard just now');
    } finally {
      // Ended, not given back: it listens.
      client?.release(true);
    }
  }

  async #untilEnd(client: pg.PoolClient, ended: Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    const over = ended.then(() => true);
    while (!signal.aborted) {
      const pause = wait(askEveryMs, false, { signal }).catch(() => false);
      if (await Promise.race([over, pause])) return;
      if (!signal.aborted) await client.query('SELECT 1');
    }
  }
}
