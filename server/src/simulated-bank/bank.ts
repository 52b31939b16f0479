import { timingSafeEqual } from 'node:crypto';
import type { CardOutcome } from '@og-tickets/contract/rules/test-cards.ts';
import { randomToken } from '../platform/keys/random.ts';
import { Books, type ChargeRow, type Refusal } from './books.ts';
import { judgeCard, lastFour } from './cards.ts';
import type { Ledger } from './ledger.ts';

/** A charge as the merchant is told it. */
export interface ToldCharge {
  id: string;
  merchantReference: string;
  orderCode: string;
  amountCents: number;
  currency: string;
  state: 'open' | 'requires_action' | 'processing' | 'captured' | 'closed';
  refusal: Refusal | null;
}

export type EventKind =
  | 'charge.processing'
  | 'charge.requires_action'
  | 'charge.captured'
  | 'charge.declined'
  | 'charge.closed'
  | 'refund.succeeded';

/** How the shop is told of a captured charge: when, how often, and what else. */
export const webhookLateSeconds = 30;
const outOfOrderSeconds = 2;
/** A payer who does not answer 3-D Secure for this long has gone away. */
export const challengeSeconds = 5 * 60;
/** Cards that may be tried on one charge; a thief must not test a list of them here. */
export const cardTriesPerCharge = 20;

export interface ChargeOrder {
  merchantReference: string;
  orderCode: string;
  amountCents: number;
  currency: string;
  returnUrl: string;
}

/** Something that the bank does not do; `message` says what, for the merchant's log. */
export class BankRefusal extends Error {}

/** A bank that moves no money. Every change is on the disk, with the events that tell of it, before it is answered. */
export class Bank {
  readonly #ledger: Ledger;
  readonly #now: () => number;
  readonly #onEvent: () => void;
  readonly books: Books;

  constructor(ledger: Ledger, options: { nowMs: () => number; onEvent: () => void }) {
    this.#ledger = ledger;
    this.#now = options.nowMs;
    this.#onEvent = options.onEvent;
    this.books = new Books(ledger.db);
  }

  /** Opens the charge of a reference, or gives the one it has. */
  async open(order: ChargeOrder): Promise<ChargeRow> {
    const id = `ch_${randomToken(128)}`;
    const charge = { id, clientSecret: `${id}_secret_${randomToken(256)}`, createdMs: this.#now(), ...order };
    return this.#ledger.write(() => {
      this.books.insertCharge(charge);
      const row = this.books.findCharge('merchant_reference', order.merchantReference);
      if (row?.amountCents !== order.amountCents || row.currency !== order.currency) {
        throw new BankRefusal(`${order.merchantReference} already has a charge of another amount`);
      }
      return row;
    });
  }

  /** A charge as it is now; null when there is none. */
  async read(by: 'id' | 'client_secret', value: string): Promise<ChargeRow | null> {
    const row = this.books.findCharge(by, value);
    if (row === null || !this.#isForgotten(row)) return row;
    return this.#write(() => this.#current(row.id));
  }

  /** The payer's card. Takes the money at most once; null when the secret is not this charge's. */
  async pay(request: { id: string; clientSecret: string; cardNumber: string }): Promise<ChargeRow | null> {
    return this.#write(() => {
      const row = this.#current(request.id);
      if (row === null || !isSame(row.clientSecret, request.clientSecret)) return null;
      if (row.status === 'captured' || row.status === 'closed') return row;
      if (row.cardTries >= cardTriesPerCharge) return this.books.decline(row.id, 'card_declined', null);
      this.books.countTry(row.id);
      return this.#decide(row, judgeCard(request.cardNumber), lastFour(request.cardNumber));
    });
  }

  /** The payer's answer to 3-D Secure. Null when there is no such charge; one that asks nothing stays as it is. */
  async answer(id: string, answer: 'accept' | 'refuse' | 'abandon'): Promise<ChargeRow | null> {
    return this.#write(() => {
      const row = this.#current(id);
      if (row?.status !== 'requires_action') return row;
      if (answer === 'abandon' || row.challenge === 'challenge_abandoned') {
        return this.#declined(row, 'authentication_abandoned', null);
      }
      if (answer === 'refuse' || row.challenge === 'challenge_refused') {
        return this.#declined(row, 'authentication_failed', null);
      }
      return this.#captured(row, 'accepted', null);
    });
  }

  /** Makes sure that no money comes any more, unless it has come. Null when there is no such charge. */
  async close(id: string): Promise<ChargeRow | null> {
    return this.#write(() => {
      const row = this.books.findCharge('id', id);
      if (row === null || row.status === 'captured' || row.status === 'closed') return row;
      return this.#announce(this.books.end(id), 'charge.closed');
    });
  }

  /** Gives money back, once a reference. Throws a BankRefusal when more would go back than came in. */
  async refund(request: { id: string; refundId: string; amountCents: number }): Promise<ChargeRow | null> {
    return this.#write(() => {
      const { id, refundId, amountCents } = request;
      const row = this.books.findCharge('id', id);
      if (row === null) return null;
      const refund = { merchantReference: refundId, chargeId: id, amountCents, createdMs: this.#now() };
      if (!this.books.insertRefund(refund)) return row;
      if (row.status !== 'captured' || row.refundedCents + amountCents > row.amountCents) {
        throw new BankRefusal(`more would go back of charge ${id} than came in`);
      }
      return this.#announce(this.books.addRefunded(id, amountCents), 'refund.succeeded', { refundId, amountCents });
    });
  }

  async #write<T>(work: () => T): Promise<T> {
    const value = await this.#ledger.write(work);
    this.#onEvent();
    return value;
  }

  /** The charge, after what time alone has done to it. */
  #current(id: string): ChargeRow | null {
    const row = this.books.findCharge('id', id);
    return row !== null && this.#isForgotten(row) ? this.#declined(row, 'authentication_abandoned', null) : row;
  }

  #isForgotten(row: ChargeRow): boolean {
    return row.challengeUntilMs !== null && row.challengeUntilMs <= this.#now();
  }

  #decide(row: ChargeRow, outcome: CardOutcome | 'unknown_test_card', digits: string): ChargeRow {
    switch (outcome) {
      case 'card_declined':
      case 'insufficient_funds':
      case 'expired_card':
      case 'unknown_test_card':
        return this.#declined(row, outcome, digits);
      case 'challenge_accepted':
      case 'challenge_refused':
      case 'challenge_abandoned': {
        const until = this.#now() + challengeSeconds * 1_000;
        return this.#announce(this.books.challenge(row.id, outcome, until, digits), 'charge.requires_action');
      }
      case 'accepted':
      case 'webhook_late':
      case 'webhook_lost':
      case 'webhook_twice':
      case 'webhook_out_of_order':
        return this.#captured(row, outcome, digits);
    }
  }

  #declined(row: ChargeRow, refusal: Refusal, digits: string | null): ChargeRow {
    return this.#announce(this.books.decline(row.id, refusal, digits), 'charge.declined');
  }

  /** Takes the money and tells the shop, as the card says: at once, late, never, twice or out of order. */
  #captured(row: ChargeRow, outcome: CardOutcome, digits: string | null): ChargeRow {
    const captured = this.books.capture(row.id, digits, this.#now());
    if (outcome === 'webhook_out_of_order') {
      const before: ToldCharge = { ...tell(row), state: 'processing', refusal: null };
      this.#insertEvent(before, 'charge.processing', null, { afterSeconds: outOfOrderSeconds });
    }
    this.#insertEvent(tell(captured), 'charge.captured', null, {
      ...(outcome === 'webhook_late' ? { afterSeconds: webhookLateSeconds } : {}),
      ...(outcome === 'webhook_twice' ? { copies: 2 } : {}),
      ...(outcome === 'webhook_lost' ? { never: true } : {}),
    });
    return captured;
  }

  #announce(
    row: ChargeRow,
    kind: EventKind,
    refund: { refundId: string; amountCents: number } | null = null,
  ): ChargeRow {
    this.#insertEvent(tell(row), kind, refund, {});
    return row;
  }

  #insertEvent(
    charge: ToldCharge,
    kind: EventKind,
    refund: { refundId: string; amountCents: number } | null,
    how: { afterSeconds?: number; copies?: number; never?: boolean },
  ): void {
    const id = `evt_${randomToken(128)}`;
    const createdMs = this.#now();
    const dueMs = how.never === true ? null : createdMs + (how.afterSeconds ?? 0) * 1_000;
    const body = JSON.stringify({ id, kind, charge, refund });
    this.books.insertEvent({ id, chargeId: charge.id, kind, body, createdMs, dueMs, copies: how.copies ?? 1 });
  }
}

/** A row of the books as the merchant is told it. */
export function tell(row: ChargeRow): ToldCharge {
  const { id, merchantReference, orderCode, amountCents, currency, status, lastRefusal } = row;
  return { id, merchantReference, orderCode, amountCents, currency, state: status, refusal: lastRefusal };
}

function isSame(kept: string, given: string): boolean {
  const a = Buffer.from(kept);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
