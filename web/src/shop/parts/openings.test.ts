import type { SessionCard } from '@og-tickets/contract/catalog.ts';
import { expect, test } from 'vitest';
import { openingsOf } from './openings.ts';

const NOW_MS = Date.parse('2030-05-01T12:00:00Z');

function session(code: string, salesOpenAt: string | null, availability: SessionCard['availability'] = 'not_on_sale') {
  const venue = { code: 'CDM', name: 'Champ de Mars Arena', city: 'Paris' };
  const what = { code, sport: 'JUD', sportName: 'Judo', title: code, venue, timezone: 'Europe/Paris' };
  return { ...what, startsAt: '2030-07-01T10:00:00Z', medal: false, priceFrom: null, availability, salesOpenAt };
}

test('sales that open later, the first first; not those that are open, cancelled, or have no time', () => {
  const sessions = [
    session('LATER', '2030-06-01T08:00:00Z'),
    session('NONE', null),
    session('SOON', '2030-05-01T12:00:01Z'),
    session('CLOSED', '2030-04-01T08:00:00Z'),
    session('GONE', '2030-06-01T08:00:00Z', 'cancelled'),
    session('AT_ONCE', '2030-06-01T08:00:00Z'),
  ];
  expect(openingsOf(sessions, NOW_MS).map(({ code }) => code)).toEqual(['SOON', 'LATER', 'AT_ONCE']);
});
