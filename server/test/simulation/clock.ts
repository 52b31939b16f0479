import type pg from 'pg';
import type { Clock } from '../../src/platform/clock.ts';

/** Names of the database's own clock; a statement that asks for one without saying whose asks the simulated one. */
const clocks = ['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp'];
/** It begins so long before the true time that thousands of runs do not reach that. */
const daysAgo = 1_000;

/**
 * The time of a simulation, for the shop's processes and for its database: it stands still but for jumps.
 *
 * Names without a schema are looked for in PostgreSQL's own functions first, unless the search path of the database says
 * otherwise. That of a simulated one does, so that every `now()` of the shop's statements and functions reads a row. Nothing in
 * the product knows of it, and no other database has the schema.
 */
export class SimulatedClock implements Clock {
  readonly #pool: pg.Pool;
  #nowMs = 0;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Gives a database a clock that can be set; connections opened before keep the true time. */
  static async install(pool: pg.Pool): Promise<void> {
    const functions = clocks.map(
      (name) => `CREATE FUNCTION simulated.${name}() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        AS 'SELECT at FROM simulated.clock'`,
    );
    await pool.query(`CREATE SCHEMA simulated;
      CREATE TABLE simulated.clock (at timestamptz NOT NULL);
      INSERT INTO simulated.clock VALUES (date_trunc('milliseconds', now() - interval '${daysAgo} days'));
      ${functions.join(';\n')};
      SET search_path = simulated, pg_catalog, public;
      DO $$ DECLARE known record; BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = simulated, pg_catalog, public', current_database());
        FOR known IN SELECT table_schema AS its, table_name AS of, column_name AS name FROM information_schema.columns
          WHERE column_default = 'pg_catalog.now()' AND table_schema <> 'simulated' LOOP
          EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT now()', known.its, known.of, known.name);
        END LOOP;
      END $$;
      RESET search_path`);
  }

  /** On a database that has one; goes on a second after whoever had it before. */
  static async start(pool: pg.Pool): Promise<SimulatedClock> {
    const clock = new SimulatedClock(pool);
    await clock.pass(1);
    return clock;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** So many seconds go by, for everybody at once. */
  async pass(seconds: number): Promise<void> {
    const { rows } = await this.#pool.query<{ at: Date }>(
      'UPDATE simulated.clock SET at = at + make_interval(secs => $1) RETURNING at',
      [seconds],
    );
    this.#nowMs = rows[0]?.at.getTime() ?? 0;
  }
}
