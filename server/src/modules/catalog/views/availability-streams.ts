import { followAvailability, type SessionStock } from '@og-tickets/contract/catalog.ts';
import { money } from '@og-tickets/contract/money.ts';
import { isShown } from '../rules/sale-state.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { StateStream, StateStreams } from '../../../platform/http/state-streams.ts';
import type { KeptSession } from './snapshot/catalogue.ts';
import type { CatalogueKeeper } from './snapshot/catalogue-keeper.ts';

/** No session is told of more often than this. */
const tellEveryMs = 1_000;
const eventName = followAvailability.replies[200].event;

interface Followed {
  streams: Set<StateStream>;
  /** What was said last: after a change that shows nowhere, nothing is. */
  said: string;
}

/** Tells open session pages what can be had, from the catalogue in memory: one text for all who follow a session. */
export class AvailabilityStreams {
  readonly #keeper: CatalogueKeeper;
  readonly #streams: StateStreams;
  readonly #followed = new Map<string, Followed>();
  readonly #due = new Set<string>();
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(keeper: CatalogueKeeper, streams: StateStreams) {
    this.#keeper = keeper;
    this.#streams = streams;
    keeper.follow((changed) => this.#note(changed));
  }

  /** A stream that begins with what can be had now. */
  async open(code: string, address: string): Promise<StateStream | Refusal> {
    const session = await this.#keeper.find(code);
    if (session === null || !isShown(session.status)) return refuse('not_found');
    const stream = this.#streams.open(address, () => this.#leave(code, stream));
    if (isRefusal(stream)) return stream;
    const followed = this.#followed.get(code) ?? { streams: new Set(), said: stockText(session) };
    this.#followed.set(code, followed);
    followed.streams.add(stream);
    stream.show(eventName, stockText(session));
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#streams.close();
  }

  #note(changed: readonly KeptSession[]): void {
    for (const { code } of changed) if (this.#followed.has(code)) this.#due.add(code);
    if (this.#due.size === 0 || this.#timer !== null) return;
    const waitMs = Math.max(0, this.#toldAtMs + tellEveryMs - performance.now());
    this.#timer = setTimeout(() => this.#tell(), waitMs);
    this.#timer.unref();
  }

  #tell(): void {
    this.#timer = null;
    this.#toldAtMs = performance.now();
    for (const code of this.#due) {
      const session = this.#keeper.catalogue.byCode.get(code);
      const followed = this.#followed.get(code);
      if (session === undefined || followed === undefined) continue;
      const text = stockText(session);
      if (text === followed.said) continue;
      followed.said = text;
      for (const stream of followed.streams) stream.show(eventName, text);
    }
    this.#due.clear();
  }

  #leave(code: string, stream: StateStream | Refusal): void {
    const followed = this.#followed.get(code);
    if (followed === undefined || isRefusal(stream)) return;
    followed.streams.delete(stream);
    if (followed.streams.size === 0) this.#followed.delete(code);
  }
}

function stockText({ sale, categories }: KeptSession): string {
  const stock: SessionStock = {
    availability: sale.availability,
    priceFrom: sale.priceFromCents === null ? null : money(sale.priceFromCents),
    categories: categories.map(({ category }, at) => ({
      category,
      remaining: sale.categories[at]?.remaining ?? 0,
      availability: sale.categories[at]?.availability ?? 'not_on_sale',
    })),
  };
  return JSON.stringify(stock);
}
