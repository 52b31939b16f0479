import { uuidv7 } from '../src/platform/keys/random.ts';
import type { Sale, SaleLine } from '../src/modules/accounting/index.ts';

/** An order as it is booked, of lines that differ in what is given. */
export function madeSale(lines: readonly Partial<SaleLine>[], over: Partial<Sale> = {}): Sale {
  return {
    orderId: uuidv7(),
    orderCode: 'K7R9XM',
    accountId: uuidv7(),
    orderedAt: new Date('2026-06-30T22:05:00Z'),
    buyer: { name: 'Łukasz Nguyễn', email: 'lukasz@example.org' },
    termsVersion: '2026-11-23',
    locale: 'fr',
    ...over,
    lines: lines.map((line, position) => {
      const quantity = line.quantity ?? 1;
      const unitPriceCents = line.unitPriceCents ?? 9_000;
      return {
        position,
        sessionCode: 'BKB19',
        title: 'Basketball, phase de groupe, jeu 19',
        startsAt: new Date('2026-07-31T17:15:00Z'),
        timezone: 'Europe/Paris',
        venue: 'Stade Pierre Mauroy, Villeneuve-d’Ascq',
        category: 'A',
        offerName: 'Duo',
        placesEach: 2,
        vatBasisPoints: 550,
        ...line,
        quantity,
        unitPriceCents,
        amountCents: quantity * unitPriceCents,
      };
    }),
  };
}

/** Random numbers from 0 up to 1 that a printed seed brings back (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
