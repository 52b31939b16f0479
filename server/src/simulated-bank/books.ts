import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { CardOutcome } from '@og-tickets/contract/rules/test-cards.ts';

/** Why the last card of a charge took no money. */
export type Refusal =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'unknown_test_card'
  | 'authentication_failed'
  | 'authentication_abandoned';
export type Challenge = Extract<CardOutcome, `challenge_${string}`>;

export interface ChargeRow {
  id: string;
  clientSecret: string;
  merchantReference: string;
  orderCode: string;
  amountCents: number;
  currency: string;
  returnUrl: string;
  status: 'open' | 'requires_action' | 'captured' | 'closed';
  lastRefusal: Refusal | null;
  cardTries: number;
  challenge: Challenge | null;
  challengeUntilMs: number | null;
  capturedMs: number | null;
  refundedCents: number;
}

export interface EventRow {
  id: string;
  body: string;
  tries: number;
  copies: number;
  createdMs: number;
}

type Row = Record<string, SQLOutputValue>;

const refusals: readonly Refusal[] = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'unknown_test_card',
  'authentication_failed',
  'authentication_abandoned',
];
const statuses = ['open', 'requires_action', 'captured', 'closed'] as const;
const challenges: readonly Challenge[] = ['challenge_accepted', 'challenge_refused', 'challenge_abandoned'];

function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new Error(`the bank's books hold no text in ${name}`);
  return value;
}

function integer(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number') throw new Error(`the bank's books hold no number in ${name}`);
  return value;
}

function integerOrNull(row: Row, name: string): number | null {
  return row[name] === null ? null : integer(row, name);
}

function oneOf<T extends string>(row: Row, name: string, known: readonly T[]): T | null {
  if (row[name] === null) return null;
  const value = known.find((each) => each === row[name]);
  if (value === undefined) throw new Error(`the bank's books hold something unknown in ${name}`);
  return value;
}

function toRow(row: Row): ChargeRow {
  return {
    id: text(row, 'id'),
    clientSecret: text(row, 'client_secret'),
    merchantReference: text(row, 'merchant_reference'),
    orderCode: text(row, 'order_code'),
    amountCents: integer(row, 'amount_cents'),
    currency: text(row, 'currency'),
    returnUrl: text(row, 'return_url'),
    status: oneOf(row, 'status', statuses) ?? 'closed',
    lastRefusal: oneOf(row, 'last_refusal', refusals),
    cardTries: integer(row, 'card_tries'),
    challenge: oneOf(row, 'challenge', challenges),
    challengeUntilMs: integerOrNull(row, 'challenge_until_ms'),
    capturedMs: integerOrNull(row, 'captured_ms'),
    refundedCents: integer(row, 'refunded_cents'),
  };
}

/** The statements of the bank's books. All but the reads are to be called in the work of `Ledger.write`. */
export class Books {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(db: DatabaseSync) {
    const prepared = new Map<string, StatementSync>();
    this.#prepare = (sql) => {
      const found = prepared.get(sql) ?? db.prepare(sql);
      prepared.set(sql, found);
      return found;
    };
  }

  /** Opens a charge unless the merchant's reference has one already. */
  insertCharge(
    charge: Pick<
      ChargeRow,
      'id' | 'clientSecret' | 'merchantReference' | 'orderCode' | 'amountCents' | 'currency' | 'returnUrl'
    > & { createdMs: number },
  ): void {
    this.#prepare(`INSERT INTO charges
        (id, client_secret, merchant_reference, order_code, amount_cents, currency, return_url, created_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (merchant_reference) DO NOTHING`).run(
      charge.id,
      charge.clientSecret,
      charge.merchantReference,
      charge.orderCode,
      charge.amountCents,
      charge.currency,
      charge.returnUrl,
      charge.createdMs,
    );
  }

  findCharge(by: 'id' | 'client_secret' | 'merchant_reference', value: string): ChargeRow | null {
    const row = this.#prepare(`SELECT * FROM charges WHERE ${by} = ?`).get(value);
    return row === undefined ? null : toRow(row);
  }

  /** Takes the money, which works once in the life of a charge. */
  capture(id: string, lastFour: string | null, nowMs: number): ChargeRow {
    return this.#change(
      `status = 'captured', captured_ms = ?, last_refusal = NULL, challenge = NULL,
      challenge_until_ms = NULL, card_last_four = coalesce(?, card_last_four)`,
      [nowMs, lastFour],
      id,
    );
  }

  /** Notes that a card took no money; another one may follow. */
  decline(id: string, refusal: Refusal, lastFour: string | null): ChargeRow {
    return this.#change(
      `status = 'open', last_refusal = ?, challenge = NULL, challenge_until_ms = NULL,
      card_last_four = coalesce(?, card_last_four)`,
      [refusal, lastFour],
      id,
    );
  }

  /** Notes that the payer must answer before the card is decided on. */
  challenge(id: string, challenge: Challenge, untilMs: number, lastFour: string): ChargeRow {
    return this.#change(
      `status = 'requires_action', last_refusal = NULL, challenge = ?, challenge_until_ms = ?,
      card_last_four = ?`,
      [challenge, untilMs, lastFour],
      id,
    );
  }

  /** Ends a charge: no money can come any more. */
  end(id: string): ChargeRow {
    return this.#change(`status = 'closed', challenge = NULL, challenge_until_ms = NULL`, [], id);
  }

  countTry(id: string): void {
    this.#prepare('UPDATE charges SET card_tries = card_tries + 1 WHERE id = ?').run(id);
  }

  /** Writes a refund down; false when the merchant's reference already has one. */
  insertRefund(refund: {
    merchantReference: string;
    chargeId: string;
    amountCents: number;
    createdMs: number;
  }): boolean {
    return (
      this.#prepare(`INSERT INTO refunds (merchant_reference, charge_id, amount_cents, created_ms)
        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`).run(
        refund.merchantReference,
        refund.chargeId,
        refund.amountCents,
        refund.createdMs,
      ).changes === 1
    );
  }

  /** Adds to what went back. Violates the CHECK of the books when that is more than came in. */
  addRefunded(id: string, amountCents: number): ChargeRow {
    const row = this.#prepare(`UPDATE charges SET refunded_cents = refunded_cents + ? WHERE id = ? RETURNING *`).get(
      amountCents,
      id,
    );
    if (row === undefined) throw new Error(`the bank has no charge ${id}`);
    return toRow(row);
  }

  insertEvent(event: {
    id: string;
    chargeId: string;
    kind: string;
    body: string;
    createdMs: number;
    dueMs: number | null;
    copies: number;
  }): void {
    this.#prepare(`INSERT INTO events (id, charge_id, kind, body, created_ms, due_ms, copies)
      VALUES (?, ?, ?, ?, ?, ?, ?)`).run(
      event.id,
      event.chargeId,
      event.kind,
      event.body,
      event.createdMs,
      event.dueMs,
      event.copies,
    );
  }

  /** Events to be sent now, noted as due again at `againMs` in case nobody says how this try ended. */
  takeDueEvents(nowMs: number, againMs: number, limit: number): EventRow[] {
    return this.#prepare(`UPDATE events SET due_ms = ?, tries = tries + 1
      WHERE id IN (SELECT id FROM events WHERE due_ms <= ? ORDER BY due_ms LIMIT ?) RETURNING *`)
      .all(againMs, nowMs, limit)
      .map((row) => ({
        id: text(row, 'id'),
        body: text(row, 'body'),
        tries: integer(row, 'tries'),
        copies: integer(row, 'copies'),
        createdMs: integer(row, 'created_ms'),
      }));
  }

  /** The merchant took one delivery of an event; a second copy is due at once. */
  markDelivered(id: string, nowMs: number): void {
    this.#prepare(`UPDATE events SET delivered_ms = ?, copies = copies - 1,
      due_ms = CASE WHEN copies > 1 THEN ? END WHERE id = ?`).run(nowMs, nowMs, id);
  }

  /** Sets the next try of an event; null gives it up. */
  setDue(id: string, dueMs: number | null): void {
    this.#prepare('UPDATE events SET due_ms = ? WHERE id = ?').run(dueMs, id);
  }

  /** Changes a charge that may still be paid. Throws for one that is captured or closed. */
  #change(set: string, values: readonly (string | number | null)[], id: string): ChargeRow {
    const row = this.#prepare(
      `UPDATE charges SET ${set} WHERE id = ? AND status IN ('open', 'requires_action') RETURNING *`,
    ).get(...values, id);
    if (row === undefined) throw new Error(`charge ${id} cannot be changed any more`);
    return toRow(row);
  }
}
