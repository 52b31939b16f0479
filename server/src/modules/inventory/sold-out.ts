/** Names one row of inventory. */
interface Stock {
  sessionId: number;
  category: string;
}

/** For so long nobody asks the database again whether places that were gone have come back. */
const trustedMs = 250;

/** How often places came back in this process, by session: as many entries as there are sessions. */
const returns = new Map<number, number>();

/** Says that places of these sessions come back, or may: whatever memory said they were gone asks again. */
export function notePlacesBack(stock: readonly Pick<Stock, 'sessionId'>[]): void {
  for (const { sessionId } of stock) returns.set(sessionId, (returns.get(sessionId) ?? 0) + 1);
}

interface Scarcity {
  /** Places that were left, fewer than somebody asked for. */
  free: number;
  untilMs: number;
  returns: number;
}

/**
 * Remembers for a quarter of a second what a refused request found, so that those who come after it are told from memory
 * and the row they all want stays free for those who give places back. It never grants anything.
 */
export class SoldOut {
  readonly #known = new Map<string, Scarcity>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** To be read before the database decides, and given to `note`: places that come back meanwhile count. */
  moment(sessionId: number): number {
    return returns.get(sessionId) ?? 0;
  }

  /** A request found only so many places left. */
  note(stock: Stock, free: number, moment: number): void {
    this.#known.set(keyOf(stock), { free, untilMs: this.#nowMs() + trustedMs, returns: moment });
  }

  /** True while a request for so many places more is known to be in vain. */
  isInVain(stock: Stock, places: number): boolean {
    const known = this.#known.get(keyOf(stock));
    if (known === undefined) return false;
    if (this.#nowMs() < known.untilMs && known.returns === this.moment(stock.sessionId)) return places > known.free;
    this.#known.delete(keyOf(stock));
    return false;
  }
}

function keyOf({ sessionId, category }: Stock): string {
  return `${sessionId} ${category}`;
}
