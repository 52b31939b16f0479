import { hash } from 'node:crypto';
import type pg from 'pg';
import { sql } from 'kysely';

/** Begins a statement that is sent under a name, and says what goes with it in the same packet. */
const marks = { prepared: '/* prepared */', opening: '/* prepared opening */', closing: '/* prepared closing */' };

/**
 * Begins a statement that a connection parses and plans once and not with each call: for the few that a rush runs hundreds
 * of times a second, whose text never changes and which have one sensible plan however much the tables hold.
 */
export const prepared = sql.raw(marks.prepared);

/**
 * As `prepared`, for the first statement of a transaction: its BEGIN is sent with it, which saves a round trip. Should BEGIN
 * alone fail, the statement would have run by itself: only for what does no harm then, such as reading under locks.
 */
export const preparedOpening = sql.raw(marks.opening);

/**
 * As `prepared`, for the last statement of a transaction: COMMIT is sent with it, so that what it locked is free again without
 * asking this process. When it fails nothing is committed; when it has not, nothing can be undone or added any more.
 */
export const preparedClosing = sql.raw(marks.closing);

/** Names by text: as many as there are marked statements in the program. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `og_${hash('sha256', text, 'hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/** A statement came after the closing one of its transaction, with which COMMIT was sent. */
export class CommittedError extends Error {
  override name = 'CommittedError';

  constructor() {
    super('the transaction is committed: no statement may follow its closing one');
  }
}

type Send = (...given: unknown[]) => unknown;

/** What Kysely reads of a result where nothing was asked. */
function nothing(command: string): Promise<unknown> {
  return Promise.resolve({ command, rowCount: null, rows: [] });
}

/**
 * Has a connection send marked statements under a name, which is what makes the server keep them, and hold a BEGIN back until
 * it knows what comes after it. The connection must be one that pipelines.
 */
export function keepPrepared(client: pg.PoolClient): void {
  const query: Send = client.query.bind(client);
  const transaction = new HeldBack(query, (work) => together(client, work));
  const send = (...given: unknown[]): unknown => {
    const [text, values, ...others] = given;
    // With a callback, or an object that sends itself: nothing of ours, and in no transaction of ours.
    if (typeof text !== 'string' || others.length > 0) return query(...given);
    const isMarked = text.startsWith('/* prepared');
    return transaction.send(text, isMarked ? [{ name: nameOf(text), text, values }] : given);
  };
  Object.defineProperty(client, 'query', { value: send });
}

/** Has what `work` sends leave in one packet. */
function together<T>(client: pg.PoolClient, work: () => T): T {
  const { stream } = client.connection;
  stream.cork();
  try {
    return work();
  } finally {
    stream.uncork();
  }
}

/** The transaction of a connection as far as its statements are held back, or were sent before they were asked for. */
class HeldBack {
  readonly #query: Send;
  readonly #together: <T>(work: () => T) => T;
  #state: 'as asked' | 'begin held back' | 'committed' = 'as asked';

  constructor(query: Send, inOnePacket: <T>(work: () => T) => T) {
    this.#query = query;
    this.#together = inOnePacket;
  }

  send(text: string, statement: readonly unknown[]): unknown {
    const state = this.#state;
    this.#state = 'as asked';
    if (text === 'begin') {
      this.#state = 'begin held back';
      return nothing('BEGIN');
    }
    if (state === 'committed') {
      if (text === 'commit') return nothing('COMMIT');
      return Promise.reject(new CommittedError());
    }
    if (state === 'begin held back') return this.#begin(text, statement);
    return text.startsWith(marks.closing) ? this.#close(statement) : this.#query(...statement);
  }

  async #begin(text: string, statement: readonly unknown[]): Promise<unknown> {
    if (text === 'commit' || text === 'rollback') return nothing(text.toUpperCase());
    if (!text.startsWith(marks.opening)) {
      await this.#query('begin');
      return text.startsWith(marks.closing) ? this.#close(statement) : this.#query(...statement);
    }
    const [began, result] = await Promise.allSettled(
      this.#together(() => [this.#query('begin'), this.#query(...statement)]),
    );
    if (began?.status === 'rejected') throw began.reason;
    if (result?.status !== 'fulfilled') throw result?.reason;
    return result.value;
  }

  async #close(statement: readonly unknown[]): Promise<unknown> {
    const [result, committed] = await Promise.allSettled(
      this.#together(() => [this.#query(...statement), this.#query('commit')]),
    );
    if (result?.status !== 'fulfilled') throw result?.reason;
    if (committed?.status !== 'fulfilled') throw committed?.reason;
    this.#state = 'committed';
    return result.value;
  }
}
