import { type RawBuilder, sql } from 'kysely';
import { plainArray } from '../../../platform/database/array-text.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { prepared, preparedOpening } from '../../../platform/database/prepared.ts';
import { type ClaimsJson, claimed, claimExpression, type ReplyClaim } from '../../../platform/http/idempotency.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { type SaleTerms, type SaleTermsJson, saleTermsExpression, saleTermsOf } from '../../catalog/index.ts';
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

interface OpenedJson {
  now: string;
  carts: CartJson[];
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

/** Whose carts are opened; the hashes of tokens in hex. */
export interface Owners {
  accountIds: readonly string[];
  tokenHashes: readonly string[];
}

/** The expression that locks and reads carts of accounts, made where missing, and those of guests that there are. */
function openExpression({ accountIds, tokenHashes }: Owners): RawBuilder<OpenedJson> {
  return sql<OpenedJson>`carts.open_carts(
    ${plainArray(accountIds)}::uuid[], ${plainArray(accountIds.map(() => uuidv7()))}::uuid[],
    ${plainArray(tokenHashes)}::text[])`;
}

/** Locks and reads carts. */
export async function openCarts(tx: Tx, owners: Owners): Promise<OpenedCarts> {
  const { rows } = await sql<{ opened: OpenedJson }>`${prepared} SELECT ${openExpression(owners)} AS opened`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database opened no carts');
  return toCarts(row.opened);
}

/** What a batch of wishes is decided on. */
export interface OpenedBatch {
  /** In the order of the claims. */
  claimed: ReturnType<typeof claimed>;
  carts: OpenedCarts;
  /** By `saleKey` and `saleCodeKey`. */
  terms: Map<string, SaleTerms>;
}

/**
 * So long a batch for several sessions waits for a lock: far more than it takes others to commit. Whoever keeps a session
 * locked for longer than that, such as a program that stopped in the middle of its transaction, keeps only that one.
 */
const lockPatience = '2s';

/** Opens a transaction: locks and looks up keys, then locks and reads carts, then reads the terms of sale, in one statement. */
export async function openBatch(
  tx: Tx,
  claims: readonly ReplyClaim[],
  owners: Owners,
  sessionCodes: readonly string[],
): Promise<OpenedBatch> {
  const { rows } = await sql<{ kept: ClaimsJson; opened: OpenedJson; terms: SaleTermsJson }>`${preparedOpening}
    SELECT set_config('lock_timeout', ${sessionCodes.length > 1 ? lockPatience : '0'}, true),
      ${claimExpression(claims)} AS kept, ${openExpression(owners)} AS opened,
      ${saleTermsExpression(sessionCodes)} AS terms`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the database opened no carts');
  return { claimed: claimed(claims, row.kept), carts: toCarts(row.opened), terms: saleTermsOf(row.terms) };
}

function toCarts(opened: OpenedJson): OpenedCarts {
  const carts = opened.carts.map(toCart);
  return {
    now: new Date(opened.now),
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
