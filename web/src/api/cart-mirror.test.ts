import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';
import { money } from '@og-tickets/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { type CartMirror, nextMirror, parseMirror } from './cart-mirror.ts';

const AT = '2026-07-01T10:00:00Z';
const line: CartLine = {
  id: '00000000-0000-4000-8000-000000000001',
  session: 'JUD01',
  summary: {
    sport: 'JUD',
    sportName: 'Judo',
    title: 'Judo femmes',
    venue: { code: 'CDM', name: 'Champ de Mars Arena', city: 'Paris' },
    startsAt: AT,
    timezone: 'Europe/Paris',
  },
  category: 'A',
  offer: 'duo',
  offerName: 'Duo',
  quantity: 2,
  places: 4,
  unitPrice: money(9000),
  previousUnitPrice: null,
  amount: money(18_000),
  state: 'held',
  holdExpiresAt: AT,
  cancellableUntil: null,
};
const cart = (id: string | null, lines: CartLine[]): Cart => ({
  id,
  lines,
  total: money(0),
  holdExpiresAt: null,
  canExtend: false,
  serverTime: AT,
});
const mirror: CartMirror = {
  cartId: 'one',
  lines: [{ session: 'JUD01', category: 'A', offer: 'duo', quantity: 2 }],
};

describe('nextMirror', () => {
  it('remembers what it takes to add the lines of a guest again, and nothing else', () => {
    expect(nextMirror(undefined, cart('one', [line]), false)).toEqual(mirror);
  });

  it('remembers nothing of an account', () => {
    expect(nextMirror(mirror, cart('one', [line]), true)).toBeUndefined();
  });

  it('forgets the lines of a cart that was emptied', () => {
    expect(nextMirror(mirror, cart('one', []), false)).toBeUndefined();
  });

  it('keeps the lines of a cart that is gone, for a guest and after a login', () => {
    expect(nextMirror(mirror, cart(null, []), false)).toBe(mirror);
    expect(nextMirror(mirror, cart('another', []), false)).toBe(mirror);
    expect(nextMirror(mirror, cart('another', []), true)).toBe(mirror);
  });
});

describe('parseMirror', () => {
  it('reads what was written', () => {
    expect(parseMirror(JSON.stringify(mirror))).toEqual(mirror);
  });

  it.each([
    null,
    '',
    'no json',
    'null',
    '[]',
    JSON.stringify({ cartId: 'one', lines: [] }),
    JSON.stringify({ cartId: 1, lines: mirror.lines }),
    JSON.stringify({ cartId: 'one', lines: [{ ...mirror.lines[0], quantity: 0 }] }),
    JSON.stringify({ cartId: 'one', lines: [{ ...mirror.lines[0], quantity: 11 }] }),
    JSON.stringify({ cartId: 'one', lines: [{ ...mirror.lines[0], session: 7 }] }),
    JSON.stringify({ cartId: 'one', lines: Array.from({ length: 21 }, () => mirror.lines[0]) }),
  ])('takes %j for nothing', (stored) => {
    expect(parseMirror(stored)).toBeUndefined();
  });
});
