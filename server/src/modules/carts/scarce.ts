import { SoldOut } from '../inventory/index.ts';

/** A category of a session as callers name it. */
interface Named {
  sessionCode: string;
  category: string;
}

/** Categories that a moment ago had too few places left, by what callers call them. */
export class Scarce {
  readonly #soldOut: SoldOut;
  /** Numbers of the sessions that were ever short of places: as many at most as there are sessions. */
  readonly #sessionIds = new Map<string, number>();

  constructor(nowMs: () => number) {
    this.#soldOut = new SoldOut(nowMs);
  }

  /** True when not even one place a unit would be left. */
  isInVain({ sessionCode, category, quantity }: Named & { quantity: number }): boolean {
    const sessionId = this.#sessionIds.get(sessionCode);
    return sessionId !== undefined && this.#soldOut.isInVain({ sessionId, category }, quantity);
  }

  /** To be read before the database decides, and given to `note`. */
  moments(stock: readonly { sessionId: number }[]): Map<number, number> {
    return new Map(stock.map(({ sessionId }) => [sessionId, this.#soldOut.moment(sessionId)]));
  }

  /** The database found only so many places left. */
  note(
    named: Named,
    stock: { sessionId: number; category: string },
    free: number,
    moments: ReadonlyMap<number, number>,
  ): void {
    this.#sessionIds.set(named.sessionCode, stock.sessionId);
    this.#soldOut.note(stock, free, moments.get(stock.sessionId) ?? 0);
  }
}
