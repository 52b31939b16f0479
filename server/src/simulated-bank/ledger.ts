import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Longest wait for another process that writes the same books. */
const lockPatienceMs = 5_000;

const tables = `
  CREATE TABLE IF NOT EXISTS charges (
    id TEXT PRIMARY KEY,
    client_secret TEXT NOT NULL UNIQUE,
    -- the merchant's own name for it: asked for twice, it is one charge
    merchant_reference TEXT NOT NULL UNIQUE,
    order_code TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    currency TEXT NOT NULL,
    return_url TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'requires_action', 'captured', 'closed')),
    last_refusal TEXT,
    card_last_four TEXT,
    card_tries INTEGER NOT NULL DEFAULT 0,
    -- the 3-D Secure card that is being asked about, and until when
    challenge TEXT CHECK (challenge IN ('challenge_accepted', 'challenge_refused', 'challenge_abandoned')),
    challenge_until_ms INTEGER,
    created_ms INTEGER NOT NULL,
    captured_ms INTEGER,
    refunded_cents INTEGER NOT NULL DEFAULT 0 CHECK (refunded_cents BETWEEN 0 AND amount_cents),
    CHECK ((status = 'requires_action') = (challenge IS NOT NULL)),
    CHECK ((status = 'captured') = (captured_ms IS NOT NULL)),
    CHECK (refunded_cents = 0 OR status = 'captured')
  ) STRICT;

  CREATE TABLE IF NOT EXISTS refunds (
    -- the merchant's own name for it: asked for twice, it is one refund
    merchant_reference TEXT PRIMARY KEY,
    charge_id TEXT NOT NULL REFERENCES charges (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    created_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY,
    charge_id TEXT NOT NULL REFERENCES charges (id),
    kind TEXT NOT NULL,
    -- what is signed and sent, byte for byte the same at each try
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    -- the next try; null once delivered, given up, or never to be sent
    due_ms INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    -- deliveries still to be made: a webhook that comes twice has two
    copies INTEGER NOT NULL DEFAULT 1,
    delivered_ms INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_due ON events (due_ms) WHERE due_ms IS NOT NULL;
  CREATE INDEX IF NOT EXISTS events_by_charge ON events (charge_id);
  CREATE INDEX IF NOT EXISTS refunds_by_charge ON refunds (charge_id);
`;

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The file that the bank keeps its books in. What it has answered is on the disk: it survives a power cut and kill -9.
 * Any number of processes of one machine may share it.
 */
export class Ledger {
  readonly db: DatabaseSync;
  #waiting: Waiting[] = [];

  /** Opens the books in a folder, which is made when there is none. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.db = new DatabaseSync(join(folder, booksFile), { timeout: lockPatienceMs });
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.db.exec(tables);
  }

  /**
   * Runs `work` in a transaction and answers once it is on the disk. What is asked for in one turn of the event loop shares
   * one transaction, so that a rush costs one flush of the disk, not a thousand; work that throws is undone alone.
   */
  write<T>(work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const settle = (value: unknown): void => resolve(value as T);
    this.#waiting.push({ work, resolve: settle, reject });
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    return promise;
  }

  close(): void {
    if (this.#waiting.length > 0) this.#flush();
    this.db.close();
  }

  #flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      this.db.exec('BEGIN IMMEDIATE');
      const ends = group.map((waiting) => this.#runAlone(waiting));
      this.db.exec('COMMIT');
      for (const end of ends) end();
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
    }
  }

  /** Gives what is to be told to the one who asked, once the group is on the disk. */
  #runAlone({ work, resolve, reject }: Waiting): () => void {
    this.db.exec('SAVEPOINT one');
    try {
      const value = work();
      this.db.exec('RELEASE one');
      return () => resolve(value);
    } catch (error) {
      this.db.exec('ROLLBACK TO one; RELEASE one');
      return () => reject(error);
    }
  }
}

/** Name of the books in the bank's folder. */
export const booksFile = 'books.sqlite';
