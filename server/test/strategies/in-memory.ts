import { sql } from 'kysely';
import type { AddLine } from '../../src/modules/carts/index.ts';
import { newPeriod } from '../../src/modules/carts/rules.ts';
import { showCart } from '../../src/modules/carts/views/show-cart.ts';
import { ShownNames } from '../../src/modules/carts/views/shown-names.ts';
import {
  type SaleTerms,
  type SaleTermsJson,
  saleCodeKey,
  saleTermsExpression,
  saleTermsOf,
} from '../../src/modules/catalog/index.ts';
import type { Db } from '../../src/platform/database/database.ts';
import { refuse } from '../../src/platform/http/refusal.ts';
import { jsonType } from '../../src/platform/http/server.ts';
import { uuidv7 } from '../../src/platform/keys/random.ts';
import type { Platform } from '../../src/platform/platform.ts';

const freshMs = 1_000;

async function readTerms(db: Db, sessionCode: string): Promise<Map<string, SaleTerms>> {
  const { rows } = await sql<{ terms: SaleTermsJson }>`SELECT ${saleTermsExpression([sessionCode])} AS terms`.execute(
    db,
  );
  return saleTermsOf(rows[0]?.terms ?? []);
}

/**
 * The same route with the database left out: places are counted in this process, carts are forgotten once shown. What the
 * rest of the route costs is what the strategies with a database are compared with.
 */
export function addLineInMemory({ db, clock }: Platform): AddLine {
  const names = new ShownNames(() => clock.nowMs());
  const taken = new Map<string, number>();
  const terms = new Map<string, SaleTerms>();
  const readAtMs = new Map<string, number>();
  return async (wish) => {
    const nowMs = clock.nowMs();
    const isKnown = terms.has(saleCodeKey(wish));
    if (!isKnown || nowMs - (readAtMs.get(wish.sessionCode) ?? 0) > freshMs) {
      readAtMs.set(wish.sessionCode, nowMs);
      for (const [key, one] of await readTerms(db, wish.sessionCode)) terms.set(key, one);
    }
    const its = terms.get(saleCodeKey(wish));
    if (its === undefined) return refuse('not_found');
    if (!its.onSale) return refuse('sales_closed');
    const stock = `${its.sessionId} ${its.category}`;
    const places = wish.quantity * its.places;
    if (places > its.placesPerAccount) return refuse('limit_per_session');
    taken.set(stock, (taken.get(stock) ?? 0) + places);
    const now = new Date(nowMs);
    const period = newPeriod(now);
    const { sessionId, category, offer, unitPriceCents } = its;
    const holdId = uuidv7();
    const line = { id: uuidv7(), sessionId, category, offer, quantity: wish.quantity, placesEach: its.places };
    const shown = await names.read(db, new Set([sessionId]), wish.locale);
    const body = showCart(
      { id: uuidv7(), lines: [{ ...line, unitPriceCents, holdId }], live: new Map([[holdId, period]]), period },
      { terms, sessions: shown.sessions, names: shown.offers, now },
    );
    const isFresh = wish.owner === null;
    if (wish.claim === null) return { reply: { body }, isFresh };
    return { reply: { status: 201, contentType: jsonType, body: wish.serialize(body) }, isFresh };
  };
}
