import type { PostgresCursor, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { CommittedError } from '../../src/platform/database/prepared.ts';

/** Who says when a statement of a connection is run, and takes the connection back. */
interface Turns {
  query<T>(client: StepClient, what: string, given: readonly unknown[], run: () => Promise<T>): Promise<T>;
  give(client: StepClient): void;
}

/** A connection whose statements wait for their turn. */
export class StepClient {
  readonly #turns: Turns;
  readonly #raw: pg.PoolClient;
  readonly processId: number;

  constructor(turns: Turns, raw: pg.PoolClient) {
    this.#turns = turns;
    this.#raw = raw;
    this.processId = 'processID' in raw ? Number(raw.processID) : 0;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    text: string | PostgresCursor<Row>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new Error('the simulation knows no cursors');
    // The driver types its answers by less than Kysely asks for; Kysely itself makes the same assumption of a pool.
    const ask = () => this.#raw.query(text, [...values]) as unknown as Promise<PostgresQueryResult<Row>>;
    return this.#turns.query(this, text, values, ask);
  }

  release(): void {
    this.#turns.give(this);
  }

  /** Ends the transaction of a process that died; one whose COMMIT went with its last statement is over already. */
  async rollBack(): Promise<void> {
    await this.#raw.query('ROLLBACK').catch((error: unknown) => {
      if (!(error instanceof CommittedError)) throw error;
    });
  }
}
