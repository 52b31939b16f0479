import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { HoldPeriod } from '../rules.ts';
import type { Line } from './lines.ts';

/** A cart of several that were locked together. */
export interface BatchCart {
  id: string;
  accountId: string | null;
  /** In hex; null: the cart of an account. */
  tokenHash: string | null;
  /** It was made for this batch: nothing of it may stay when nothing is added. */
  made: boolean;
  lines: Line[];
  /** Holds that are live now, by id. */
  live: Map<string, { expiresAt: Date }>;
  /** null: nothing is held, so that the next hold begins a new period. */
  period: HoldPeriod | null;
}

export interface OpenedCarts {
  /** The database's time. */
  now: Date;
  byAccount: ReadonlyMap<string, BatchCart>;
  /** By the hash of the token, in hex. */
  byToken: ReadonlyMap<string, BatchCart>;
}

interface CartJson {
  id: string;
  accountId: string | null;
  tokenHash: string | null;
  made: boolean;
  startedAt: string | null;
  expiresAt: string | null;
  extended: boolean;
  lines: (Line & { heldUntil: string | null })[];
}

/** Locks and reads carts of accounts, made where missing, and those of guests that there are: one call of `carts.open_carts`. */
export async function openCarts(
  tx: Tx,
  owners: { accountIds: readonly string[]; tokenHashes: readonly string[] },
): Promise<OpenedCarts> {
  const freshIds = owners.accountIds.map(() => uuidv7());
  const { rows } = await sql<{ opened: { now: string; carts: CartJson[] } }>`${prepared}
    SELECT carts.open_carts(
      ${[...owners.accountIds]}::uuid[], ${freshIds}::uuid[], ${[...owners.tokenHashes]}::text[]) AS opened`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database opened no carts');
  const carts = row.opened.carts.map(toCart);
  return {
    now: new Date(row.opened.now),
    byAccount: new Map(carts.flatMap((cart) => (cart.accountId === null ? [] : [[cart.accountId, cart]]))),
    byToken: new Map(carts.flatMap((cart) => (cart.tokenHash === null ? [] : [[cart.tokenHash, cart]]))),
  };
}

function toCart({ startedAt, expiresAt, extended, lines, ...cart }: CartJson): BatchCart {
  const live = new Map(
    lines.flatMap(({ holdId, heldUntil }) =>
      heldUntil === null ? [] : [[holdId, { expiresAt: new Date(heldUntil) }]],
    ),
  );
  const isOver = live.size === 0 || startedAt === null || expiresAt === null;
  return {
    ...cart,
    lines: lines.map(({ heldUntil: _heldUntil, ...line }) => line),
    live,
    period: isOver ? null : { startedAt: new Date(startedAt), expiresAt: new Date(expiresAt), extended },
  };
}
