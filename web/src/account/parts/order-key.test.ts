import type { Cart } from '@og-tickets/contract/carts.ts';
import { expect, it } from 'vitest';
import { orderKey } from './order-key.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
}

function cart(...lines: [id: string, quantity: number][]): Pick<Cart, 'id' | 'lines'> {
  const line = {
    session: 'BKB01',
    summary: {
      sport: 'BKB',
      sportName: 'Basketball',
      title: 'Jeu 19',
      venue: { code: 'PMS', name: 'Stade Pierre Mauroy', city: 'Lille' },
      startsAt: '2027-07-31T17:15:00Z',
      timezone: 'Europe/Paris',
    },
    category: 'A',
    offer: 'duo',
    offerName: 'Duo',
    places: 2,
    unitPrice: { cents: 9000, currency: 'EUR' },
    previousUnitPrice: null,
    amount: { cents: 9000, currency: 'EUR' },
    state: 'held',
    holdExpiresAt: null,
    cancellableUntil: null,
  } as const;
  return { id: 'c1', lines: lines.map(([id, quantity]) => ({ ...line, id, quantity })) };
}

it('is the same for the same lines, also after a reload', () => {
  const store = storage();
  expect(orderKey(cart(['l1', 1]), store)).toBe(orderKey(cart(['l1', 1]), store));
});

it('is another one for another quantity, line or cart', () => {
  const store = storage();
  const keys = [
    orderKey(cart(['l1', 1]), store),
    orderKey(cart(['l1', 2]), store),
    orderKey(cart(['l2', 2]), store),
    orderKey({ ...cart(['l2', 2]), id: 'c2' }, store),
  ];
  expect(new Set(keys).size).toBe(4);
});

it('does without storage and with spoilt storage', () => {
  expect(orderKey(cart(['l1', 1]), undefined)).toMatch(/^[0-9a-f]{32}$/);
  const spoilt = { getItem: () => '{"content":7', setItem: () => undefined };
  expect(orderKey(cart(['l1', 1]), spoilt)).toMatch(/^[0-9a-f]{32}$/);
});
