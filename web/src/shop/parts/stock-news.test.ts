import type { SessionDetail, SessionStock } from '@og-tickets/contract/catalog.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { Availability } from '@og-tickets/contract/rules/availability.ts';
import { describe, expect, it } from 'vitest';
import { stockNews, withStock } from './stock-news.ts';

function session(availability: Availability, ...remaining: number[]): SessionDetail {
  return {
    code: 'JUD01',
    sport: 'JUD',
    sportName: 'Judo',
    title: 'Judo',
    venue: { code: 'CDM', name: 'Champ de Mars Arena', city: 'Paris' },
    startsAt: '2090-07-01T10:00:00Z',
    doorsAt: '2090-07-01T08:30:00Z',
    endsAt: '2090-07-01T12:00:00Z',
    position: null,
    timezone: 'Europe/Paris',
    medal: false,
    priceFrom: money(2_400),
    availability,
    salesOpenAt: null,
    description: '',
    limits: { placesPerAccount: 6 },
    cancellableUntil: null,
    change: null,
    categories: remaining.map((left, at) => ({
      category: 'ABC'[at] ?? 'D',
      remaining: left,
      availability,
      pricePerPlace: money(2_400),
      accessible: false,
      companion: false,
      tariffs: [],
    })),
  };
}

const stock = (availability: Availability, ...remaining: number[]): SessionStock => ({
  availability,
  priceFrom: money(3_000),
  categories: session(availability, ...remaining).categories.map(({ category, remaining: left }) => ({
    category,
    remaining: left,
    availability,
  })),
});

describe('withStock', () => {
  it('takes places, words and price over, and keeps the rest', () => {
    const next = withStock(session('available', 40, 8), stock('few', 2, 0));
    expect(next).toEqual({ ...session('few', 2, 0), priceFrom: money(3_000) });
  });

  it('knows nothing of a session with other categories', () => {
    expect(withStock(session('available', 40), stock('few', 2, 0))).toBeUndefined();
    const renamed = { ...stock('few', 2), categories: [{ category: 'Z', remaining: 2, availability: 'few' as const }] };
    expect(withStock(session('available', 40), renamed)).toBeUndefined();
  });
});

describe('stockNews', () => {
  it.each([
    [session('available', 40), session('available', 30), undefined],
    [session('available', 10), session('available', 9), { kind: 'few', places: 9 }],
    [session('available', 6, 6), session('few', 6, 3), { kind: 'few', places: 9 }],
    [session('few', 9), session('few', 8), undefined],
    [session('few', 1), session('held', 0), { kind: 'gone' }],
    [session('few', 1), session('sold_out', 0), { kind: 'gone' }],
    [session('held', 0), session('sold_out', 0), undefined],
    [session('held', 0), session('few', 2), { kind: 'back' }],
    [undefined, session('few', 2), undefined],
  ])('%#', (before, now, news) => {
    expect(stockNews(before, now)).toEqual(news);
  });

  it('says nothing of another session', () => {
    expect(stockNews({ ...session('available', 40), code: 'JUD02' }, session('few', 2))).toBeUndefined();
  });
});
