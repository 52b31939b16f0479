import type { CartLine } from '@og-tickets/contract/carts.ts';
import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { money } from '@og-tickets/contract/money.ts';
import { unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { describe, expect, it } from 'vitest';
import { type Category, optionsOf, readChoice } from './booking-options.ts';

const AT = '2026-07-01T10:00:00Z';
const OFFERS = [
  { offer: 'solo', offerName: 'Solo', places: 1, discountPercent: 0 },
  { offer: 'duo', offerName: 'Duo', places: 2, discountPercent: 10 },
  { offer: 'famille', offerName: 'Famille', places: 4, discountPercent: 20 },
];
const summary: CartLine['summary'] = {
  sport: 'JUD',
  sportName: 'Judo',
  title: 'Judo',
  venue: { code: 'CDM', name: 'Champ de Mars Arena', city: 'Paris' },
  startsAt: AT,
  timezone: 'Europe/Paris',
};

function category(code: string, euros: number, over: Partial<Category> = {}): Category {
  const tariffs = OFFERS.map(({ discountPercent, ...offer }) => ({
    ...offer,
    price: money(unitPriceCents(euros * 100, { places: offer.places, discountPercent })),
  }));
  return {
    category: code,
    remaining: 500,
    availability: 'available',
    pricePerPlace: money(euros * 100),
    accessible: false,
    companion: false,
    tariffs,
    ...over,
  };
}

function session(categories: Category[]): SessionDetail {
  const times = { doorsAt: AT, endsAt: AT, position: null };
  const sale = { priceFrom: money(2400), availability: 'available', limits: { placesPerAccount: 6 } } as const;
  const firm = { salesOpenAt: null, cancellableUntil: null, change: null };
  return { code: 'JUD01', ...summary, ...times, ...sale, ...firm, medal: false, description: '', categories };
}

function line(offer: string, quantity: number, places: number, over: Partial<CartLine> = {}): CartLine {
  const price = { unitPrice: money(0), previousUnitPrice: null, amount: money(0) };
  const held = { state: 'held', holdExpiresAt: AT, cancellableUntil: null } as const;
  const what = { session: 'JUD01', category: 'A', offer, offerName: offer, quantity, places };
  return { id: `${offer}-${quantity}`, summary, ...what, ...price, ...held, ...over };
}

const both = session([category('A', 50), category('B', 24)]);

describe('what is chosen at first', () => {
  it('is one place at the price that the list gave', () => {
    const options = optionsOf(both, [], { quantity: 1 });
    expect([options.category?.category, options.chosen?.tariff.offer, options.quantity]).toEqual(['B', 'solo', 1]);
  });

  it('is another category when that one cannot be had', () => {
    const soldOut = session([category('A', 50), category('B', 24, { availability: 'sold_out', remaining: 0 })]);
    expect(optionsOf(soldOut, [], { quantity: 1 }).category?.category).toBe('A');
    expect(optionsOf(soldOut, [], { category: 'B', quantity: 1 }).category?.category).toBe('A');
  });
});

describe('what can be chosen', () => {
  it('follows the choice and keeps the quantity within its bounds', () => {
    const options = optionsOf(both, [], { category: 'A', offer: 'duo', quantity: 9 });
    expect([options.category?.category, options.chosen?.tariff.offer, options.quantity]).toEqual(['A', 'duo', 3]);
  });

  it('leaves out an offer with more places than are left', () => {
    const three = session([category('A', 50, { remaining: 3, availability: 'few' })]);
    const options = optionsOf(three, [], { offer: 'famille', quantity: 1 });
    expect(options.offers.map(({ max }) => max)).toEqual([3, 1, 0]);
    expect(options.chosen?.tariff.offer).toBe('solo');
  });

  it('counts the places of the session that the cart holds, in every category, and no others', () => {
    const lines = [
      line('duo', 1, 2),
      line('solo', 1, 1, { category: 'B' }),
      line('famille', 1, 4, { state: 'expired', holdExpiresAt: null }),
      line('famille', 1, 4, { session: 'JUD02' }),
    ];
    const options = optionsOf(both, lines, { quantity: 1 });
    expect(options.placesInCart).toBe(3);
    expect(options.offers.map(({ max }) => max)).toEqual([3, 1, 0]);
  });

  it('is nothing once the cart holds all that one person may have', () => {
    expect(optionsOf(both, [line('duo', 3, 6)], { quantity: 1 }).chosen).toBeUndefined();
  });
});

describe('a choice that was kept', () => {
  it.each([
    [
      { category: 'B', offer: 'duo', quantity: 3 },
      { category: 'B', offer: 'duo', quantity: 3 },
    ],
    [{ category: 5, quantity: -2 }, { quantity: 1 }],
    ['duo', { quantity: 1 }],
    [null, { quantity: 1 }],
  ])('%j is read as %j', (stored, choice) => {
    expect(readChoice(stored)).toEqual(choice);
  });
});
