import { randomUUID } from 'node:crypto';
import type { ProviderCharge } from '../../src/modules/payments/providers/provider.ts';
import type { BankBooks } from '../../src/simulated-bank/export-books.ts';
import type { Dice } from './dice.ts';

/** What went wrong because it was meant to. */
export class MeantFault extends Error {}

interface Charge extends ProviderCharge {
  clientSecret: string;
  capturedMs: number | null;
  refunds: Map<string, number>;
}

/** Faults that the tests plant at the shop's side of the bank, to be found. */
export type BankPlant = 'refund under a new name at each try' | 'a close that nobody answered counts as done';

const timesOut = 0.07;
/** Answers to refunds are lost so often where a fault is planted that shows only then. */
const plantedTimesOut = 0.5;

/**
 * The bank as the shop's own adapter calls it, in memory. By the dice a call times out before or after its effect; events are
 * lost, come twice, late and in any order, as whoever delivers them picks.
 */
export class FaultyBank {
  readonly #charges = new Map<string, Charge>();
  /** Bodies of events that are on their way. */
  readonly events: string[] = [];
  plant: BankPlant | null = null;
  /** While false nothing goes wrong. */
  isFaulty = true;
  #dice: Dice;
  #point: (what: string, given: string) => Promise<void>;
  #made = 0;

  constructor(dice: Dice, point: (what: string, given: string) => Promise<void>) {
    this.#dice = dice;
    this.#point = point;
  }

  /** Begins a new world: what was kept stays in the books. */
  begin(dice: Dice, point: (what: string, given: string) => Promise<void>): void {
    this.#dice = dice;
    this.#point = point;
    this.events.length = 0;
    this.isFaulty = true;
  }

  /** Stands for `fetch` towards the bank. */
  async call(url: string, body: string | undefined): Promise<{ status: number; text(): Promise<string> }> {
    const path = new URL(url).pathname.replace('/api', '');
    const [, , id = '', what = ''] = path.split('/');
    await this.#point(`ask the bank: ${what}`, id);
    const isBelieved = this.plant === 'a close that nobody answered counts as done' && what === 'close';
    if (isBelieved && this.isFaulty) return answerOf({ charge: { ...this.#told(id), state: 'closed' } });
    if (this.#fails()) {
      throw new MeantFault('the bank timed out before it did anything');
    }
    const answer = this.#do(id, what, body === undefined ? {} : JSON.parse(body));
    await this.#point(`the bank has answered: ${what}`, id);
    const isMet = this.plant === 'refund under a new name at each try' && what === 'refunds';
    if (this.#fails() || (isMet && this.#dice.happens(plantedTimesOut))) {
      throw new MeantFault('the bank did it, and its answer was lost');
    }
    return answer === null ? answerOf({ error: 'no such charge' }, 404) : answer;
  }

  /** The payer's side: a card, good or not, or 3-D Secure that is still asking. `isLate`: the bank takes it though closed. */
  pay(clientSecret: string, outcome: 'captured' | 'card_declined' | 'requires_action', isLate = false): void {
    const charge = [...this.#charges.values()].find((one) => one.clientSecret === clientSecret);
    if (charge === undefined || charge.state === 'captured' || (charge.state === 'closed' && !isLate)) return;
    if (outcome === 'captured') charge.capturedMs = Date.now();
    if (outcome === 'card_declined') Object.assign(charge, { state: 'open', refusal: outcome });
    else Object.assign(charge, { state: outcome, refusal: null });
    this.#announce(charge, `charge.${outcome}`);
  }

  /** What the invariants compare the shop with. */
  books(): BankBooks {
    const charges = [...this.#charges.values()];
    return {
      charges: charges.map((charge) => ({
        ...told(charge),
        status: charge.state,
        lastRefusal: charge.refusal,
        cardLastFour: null,
        capturedMs: charge.capturedMs,
        refundedCents: given(charge),
      })),
      refunds: [],
      events: [],
    };
  }

  #do(id: string, what: string, asked: Record<string, unknown>): ReturnType<typeof answerOf> | null {
    if (id === '') {
      const charge = this.#open(asked);
      return answerOf({ charge: told(charge), clientSecret: charge.clientSecret, payPath: `/pay/${charge.id}` });
    }
    const charge = this.#charges.get(id);
    if (charge === undefined) return null;
    if (what === 'close' && charge.state !== 'captured' && charge.state !== 'closed') {
      charge.state = 'closed';
      this.#announce(charge, 'charge.closed');
    }
    if (what === 'refunds' && !this.#refund(charge, String(asked['refundId']), Number(asked['amountCents']))) {
      return answerOf({ error: 'more would go back than came in' }, 409);
    }
    return answerOf({ charge: told(charge) });
  }

  #open(asked: Record<string, unknown>): Charge {
    const merchantReference = String(asked['merchantReference']);
    for (const charge of this.#charges.values()) if (charge.merchantReference === merchantReference) return charge;
    this.#made += 1;
    const charge: Charge = {
      id: `ch_${this.#made}`,
      clientSecret: `secret_${this.#made}`,
      merchantReference,
      orderCode: String(asked['orderCode']),
      amountCents: Number(asked['amountCents']),
      currency: String(asked['currency']),
      state: 'open',
      refusal: null,
      capturedMs: null,
      refunds: new Map(),
    };
    this.#charges.set(charge.id, charge);
    return charge;
  }

  #refund(charge: Charge, asked: string, amountCents: number): boolean {
    const refundId = this.plant === 'refund under a new name at each try' ? randomUUID() : asked;
    if (charge.refunds.has(refundId)) return true;
    if (charge.state !== 'captured' || given(charge) + amountCents > charge.amountCents) return false;
    charge.refunds.set(refundId, amountCents);
    this.#announce(charge, 'refund.succeeded', { refundId: asked, amountCents });
    return true;
  }

  #announce(charge: Charge, kind: string, refund: { refundId: string; amountCents: number } | null = null): void {
    if (this.isFaulty && this.#dice.happens(0.2)) return;
    this.#made += 1;
    this.events.push(JSON.stringify({ id: `evt_${this.#made}`, kind, charge: told(charge), refund }));
  }

  #told(id: string): ProviderCharge | undefined {
    const charge = this.#charges.get(id);
    return charge === undefined ? undefined : told(charge);
  }

  #fails(): boolean {
    return this.isFaulty && this.#dice.happens(timesOut);
  }
}

function told({ id, merchantReference, orderCode, amountCents, currency, state, refusal }: Charge): ProviderCharge {
  return { id, merchantReference, orderCode, amountCents, currency, state, refusal };
}

function given(charge: Charge): number {
  return [...charge.refunds.values()].reduce((sum, cents) => sum + cents, 0);
}

function answerOf(body: object, status = 200): { status: number; text(): Promise<string> } {
  return { status, text: async () => JSON.stringify(body) };
}
