import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { HoldPeriod } from '../rules.ts';
import type { Line } from './lines.ts';

/** A line that was added to a cart, or raised, with what else of the cart that changes. */
export interface AddedLine {
  cartId: string;
  line: Line;
  isNewLine: boolean;
  /** The hash of the token in hex: the guest had no cart, it begins now. */
  newCartOf: string | null;
  /** null: the period goes on. */
  newPeriod: HoldPeriod | null;
}

/** Writes lines of carts that are locked or new, in one statement for each kind of change. */
export async function writeAdded(tx: Tx, added: readonly AddedLine[]): Promise<void> {
  await insertCarts(
    tx,
    added.filter((one) => one.newCartOf !== null),
  );
  await writePeriods(
    tx,
    added.filter((one) => one.newCartOf === null && one.newPeriod !== null),
  );
  await insertLines(
    tx,
    added.filter((one) => one.isNewLine),
  );
  await updateLines(
    tx,
    added.filter((one) => !one.isNewLine),
  );
}

async function insertCarts(tx: Tx, added: readonly AddedLine[]): Promise<void> {
  if (added.length === 0) return;
  await sql`${prepared}
    INSERT INTO carts.carts (id, guest_token_hash, hold_started_at, hold_expires_at)
    SELECT id, decode(hash, 'hex'), started_at, expires_at
    FROM unnest(
      ${added.map((one) => one.cartId)}::uuid[],
      ${added.map((one) => one.newCartOf)}::text[],
      ${added.map((one) => one.newPeriod?.startedAt)}::timestamptz[],
      ${added.map((one) => one.newPeriod?.expiresAt)}::timestamptz[]
    ) AS given (id, hash, started_at, expires_at)`.execute(tx);
}

async function writePeriods(tx: Tx, added: readonly AddedLine[]): Promise<void> {
  if (added.length === 0) return;
  await sql`${prepared}
    UPDATE carts.carts AS c
    SET hold_started_at = given.started_at, hold_expires_at = given.expires_at, hold_extended = false
    FROM unnest(
      ${added.map((one) => one.cartId)}::uuid[],
      ${added.map((one) => one.newPeriod?.startedAt)}::timestamptz[],
      ${added.map((one) => one.newPeriod?.expiresAt)}::timestamptz[]
    ) AS given (id, started_at, expires_at)
    WHERE c.id = given.id`.execute(tx);
}

async function insertLines(tx: Tx, added: readonly AddedLine[]): Promise<void> {
  if (added.length === 0) return;
  await sql`${prepared}
    INSERT INTO carts.lines
      (cart_id, id, session_id, category, offer, quantity, places_each, unit_price_cents, hold_id)
    SELECT * FROM unnest(
      ${added.map((one) => one.cartId)}::uuid[],
      ${added.map(({ line }) => line.id)}::uuid[],
      ${added.map(({ line }) => line.sessionId)}::int[],
      ${added.map(({ line }) => line.category)}::text[],
      ${added.map(({ line }) => line.offer)}::text[],
      ${added.map(({ line }) => line.quantity)}::int[],
      ${added.map(({ line }) => line.placesEach)}::int[],
      ${added.map(({ line }) => line.unitPriceCents)}::int[],
      ${added.map(({ line }) => line.holdId)}::uuid[]
    )`.execute(tx);
}

async function updateLines(tx: Tx, added: readonly AddedLine[]): Promise<void> {
  if (added.length === 0) return;
  await sql`${prepared}
    UPDATE carts.lines AS l
    SET quantity = given.quantity, places_each = given.places_each, unit_price_cents = given.unit_price_cents,
      hold_id = given.hold_id
    FROM unnest(
      ${added.map((one) => one.cartId)}::uuid[],
      ${added.map(({ line }) => line.id)}::uuid[],
      ${added.map(({ line }) => line.quantity)}::int[],
      ${added.map(({ line }) => line.placesEach)}::int[],
      ${added.map(({ line }) => line.unitPriceCents)}::int[],
      ${added.map(({ line }) => line.holdId)}::uuid[]
    ) AS given (cart_id, id, quantity, places_each, unit_price_cents, hold_id)
    WHERE l.cart_id = given.cart_id AND l.id = given.id`.execute(tx);
}

/** Deletes carts that were made for lines that were refused. */
export async function deleteUnused(tx: Tx, cartIds: readonly string[]): Promise<void> {
  if (cartIds.length === 0) return;
  await sql`DELETE FROM carts.carts WHERE id = ANY (${[...cartIds]}::uuid[])`.execute(tx);
}
