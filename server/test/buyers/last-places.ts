import { sql } from 'kysely';
import type { MadeSession } from '../factory.ts';
import type { TestShop } from '../harness.ts';
import { KeepAlive } from './keep-alive.ts';

/** How a rush for the last places of a session ended. */
export interface RushResult {
  /** Replies by status. */
  statuses: Record<number, number>;
  /** Places that buyers were told they have. */
  granted: number;
  /** What the counter says, and the places of live holds. */
  taken: number;
  held: number;
}

/** Buyers with open connections, spread over server processes, who all want places of one session at the same moment. */
export class Buyers {
  readonly #wires: KeepAlive[];

  constructor(urls: readonly string[], count: number) {
    this.#wires = Array.from({ length: count }, (_, index) => new KeepAlive(urls[index % urls.length] ?? ''));
  }

  async open(): Promise<void> {
    for (const wire of this.#wires) await wire.open();
  }

  close(): void {
    for (const wire of this.#wires) wire.close();
  }

  /** Each is a new guest and wants 1 to 6 places; every other one sends a key. */
  async rush(shop: Pick<TestShop, 'make' | 'db'>, places: number): Promise<RushResult> {
    const session = await shop.make.session({
      categories: [{ category: 'A', capacity: places, pricePerPlaceCents: 5_000 }],
    });
    const wants = this.#wires.map((_, index) => 1 + (index % 6));
    const answers = await Promise.all(
      this.#wires.map((wire, index) =>
        wire.post(
          '/cart/lines',
          { session: session.code, category: 'A', offer: 'solo', quantity: wants[index] },
          index % 2 === 0 ? {} : { 'idempotency-key': crypto.randomUUID() },
        ),
      ),
    );
    const statuses: Record<number, number> = {};
    let granted = 0;
    for (const [index, { status }] of answers.entries()) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 201) granted += wants[index] ?? 0;
    }
    return { statuses, granted, ...(await countPlaces(shop, session)) };
  }
}

async function countPlaces({ db }: Pick<TestShop, 'db'>, session: MadeSession) {
  const { rows } = await sql<{ taken: number; held: number }>`
    SELECT taken, (
      SELECT coalesce(sum(places), 0)::int FROM inventory.holds AS h
      WHERE h.session_id = i.session_id AND h.state <> 'freed') AS held
    FROM inventory.inventory AS i WHERE i.session_id = ${session.id}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the session has no places');
  return row;
}

/** What one process may need between reading and writing when the machine is busy, so that others read in between. */
const pauseSeconds = 0.3;

/**
 * Takes the guard away: the constraint, and the lock under which `inventory.hold_places` reads what is left. The rest of the
 * function stays, with a pause before it writes, so that a rush shows what the lock is for.
 */
export async function removeGuard({ db }: Pick<TestShop, 'db'>): Promise<void> {
  await sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`.execute(db);
  const { rows } = await sql<{ definition: string }>`
    SELECT pg_get_functiondef('inventory.hold_places'::regproc) AS definition`.execute(db);
  const guarded = rows[0]?.definition ?? '';
  const unlocked = guarded.replace(/\bFOR NO KEY UPDATE OF i\b/, '');
  const unguarded = unlocked.replace(/\bIF 'held' = ANY \(verdicts\) THEN\b/, `PERFORM pg_sleep(${pauseSeconds}); $&`);
  if (unlocked === guarded || unguarded === unlocked) throw new Error('what is to be changed was not found');
  await sql.raw(unguarded).execute(db);
}
