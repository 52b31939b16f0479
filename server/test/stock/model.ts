import type { RefusalCode } from '@og-tickets/contract/refusals.ts';

/** A hold as the model knows it. */
export interface ModelHold {
  id: string;
  stock: number;
  places: number;
  state: 'live' | 'claimed' | 'sold' | 'freed';
  /** Its deadline has passed. */
  over: boolean;
  cart: string;
  account: string | null;
  order: string | null;
}

export interface ModelOwner {
  cart: string;
  account: string | null;
}

export const modelLimits = { limitPerSession: 4, limitPerAccount: 7 };

/** What inventory must do, told in plain sums over a list: small enough to be seen to be right. */
export class StockModel {
  readonly holds: ModelHold[] = [];
  /** The session and the capacity of each stock. */
  readonly stocks: { session: number; capacity: number }[];

  constructor(stocks: { session: number; capacity: number }[]) {
    this.stocks = stocks;
  }

  taken(stock: number): number {
    return placesOf(this.holds.filter((hold) => hold.stock === stock && hold.state !== 'freed'));
  }

  live(cart: string): ModelHold[] {
    return this.holds.filter((hold) => hold.cart === cart && isLive(hold)).toSorted(byId);
  }

  ofOrder(order: string, state: ModelHold['state']): ModelHold[] {
    return this.holds.filter((hold) => hold.order === order && hold.state === state).toSorted(byId);
  }

  /** Decides a hold, and does it in place of another; `id` is the one that the real hold got. */
  hold(owner: ModelOwner, wanted: { stock: number; places: number; id: string; replaced?: ModelHold }): string {
    const { replaced, ...hold } = wanted;
    const before = replaced?.state;
    if (replaced?.state === 'live') replaced.state = 'freed';
    const refused = this.#brokenLimit(owner, hold.stock, hold.places) ?? this.#shortage(hold.stock, hold.places);
    if (refused === null) this.holds.push({ ...owner, ...hold, state: 'live', over: false, order: null });
    else if (replaced !== undefined && before !== undefined) replaced.state = before;
    return refused ?? 'done';
  }

  /** Decides one of several holds that are decided together: what is over is freed also when it helps nobody. */
  holdInBatch(owner: ModelOwner, wanted: { stock: number; places: number; id: string }): string {
    const broken = this.#brokenLimit(owner, wanted.stock, wanted.places);
    if (broken !== null) return broken;
    const fits = (): boolean => this.taken(wanted.stock) + wanted.places <= this.#capacity(wanted.stock);
    if (!fits()) this.#freeOverdue(wanted.stock);
    if (!fits()) return 'capacity_exhausted';
    this.holds.push({ ...owner, ...wanted, state: 'live', over: false, order: null });
    return 'done';
  }

  /** Claims holds of a cart for an account. */
  claim(claim: { cart: string; account: string; order: string; holds: readonly ModelHold[] }): string {
    const { cart, account, order, holds } = claim;
    const mine = holds.every((one) => isLive(one) && one.cart === cart && [null, account].includes(one.account));
    if (!mine) return 'hold_expired';
    const before = holds.map((hold) => hold.account);
    for (const hold of holds) Object.assign(hold, { account, order, state: 'claimed' });
    const broken = holds
      .map((hold) => this.#brokenLimit({ cart, account }, hold.stock, 0))
      .find((code) => code !== null);
    if (broken === undefined) return 'done';
    for (const [at, hold] of holds.entries()) Object.assign(hold, { account: before[at], order: null, state: 'live' });
    return broken;
  }

  /** Gives a guest's live holds to an account, as far as its limits allow. */
  adopt(cart: string, into: { cart: string; account: string }): string[] {
    const adopted: string[] = [];
    for (const hold of this.live(cart).filter((one) => one.account === null)) {
      if (this.#brokenLimit(into, hold.stock, hold.places) === null) {
        Object.assign(hold, into);
        adopted.push(hold.id);
      } else hold.state = 'freed';
    }
    return adopted;
  }

  /** Sells an order's freed holds, if the limits and the free places allow all of them. */
  retake(order: string): boolean {
    const holds = this.ofOrder(order, 'freed');
    const withinLimits = holds.every((hold) => {
      const fits = this.#brokenLimit(hold, hold.stock, hold.places) === null;
      if (fits) hold.state = 'sold';
      return fits;
    });
    // The limits are looked at first: an order that breaks one frees nothing.
    if (withinLimits) for (const hold of holds) this.#freeOverdue(hold.stock);
    const fits = withinLimits && holds.every(({ stock }) => this.taken(stock) <= this.#capacity(stock));
    if (!fits) for (const hold of holds) hold.state = 'freed';
    return fits && holds.length > 0;
  }

  #brokenLimit(owner: ModelOwner, stock: number, more: number): RefusalCode | null {
    const isOwners = (hold: ModelHold): boolean =>
      owner.account === null ? hold.cart === owner.cart : hold.account === owner.account;
    const counted = this.holds.filter(
      (hold) => isOwners(hold) && (isLive(hold) || ['claimed', 'sold'].includes(hold.state)),
    );
    const session = this.stocks[stock]?.session;
    const inSession = counted.filter((hold) => this.stocks[hold.stock]?.session === session);
    if (placesOf(inSession) + more > modelLimits.limitPerSession) return 'limit_per_session';
    return placesOf(counted) + more > modelLimits.limitPerAccount ? 'limit_per_account' : null;
  }

  #shortage(stock: number, places: number): RefusalCode | null {
    if (this.taken(stock) + places <= this.#capacity(stock)) return null;
    const overdue = this.holds.filter((hold) => hold.stock === stock && hold.state === 'live' && hold.over);
    if (this.taken(stock) - placesOf(overdue) + places > this.#capacity(stock)) return 'capacity_exhausted';
    this.#freeOverdue(stock);
    return null;
  }

  #freeOverdue(stock: number): void {
    for (const hold of this.holds) if (hold.stock === stock && hold.state === 'live' && hold.over) hold.state = 'freed';
  }

  #capacity(stock: number): number {
    return this.stocks[stock]?.capacity ?? 0;
  }
}

function isLive(hold: ModelHold): boolean {
  return hold.state === 'live' && !hold.over;
}

function placesOf(holds: readonly ModelHold[]): number {
  return holds.reduce((sum, hold) => sum + hold.places, 0);
}

/** UUIDs compare as their text does. */
export function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
