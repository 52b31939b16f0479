import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { describe, expect, it } from 'vitest';
import { accountWords } from '../../words/account.ts';
import { shortNumber } from './ticket-number.ts';
import { ticketState } from './ticket-state.ts';
import { ticketsBySession } from './tickets-by-session.ts';

function ticket(over: Partial<Ticket>, startsAt = '2027-07-31T17:15:00Z'): Ticket {
  return {
    id: '0198c2a0-0000-7000-8000-0123456789ab',
    session: 'BKB01',
    summary: {
      sport: 'BKB',
      sportName: 'Basketball',
      title: 'Jeu 19',
      venue: { code: 'PMS', name: 'Stade Pierre Mauroy', city: 'Lille' },
      startsAt,
      timezone: 'Europe/Paris',
    },
    doorsAt: '2027-07-31T15:45:00Z',
    category: 'A',
    offer: 'duo',
    offerName: 'Duo',
    places: 4,
    price: { cents: 9000, currency: 'EUR' },
    status: 'valid',
    holder: 'Zoé Nguyễn',
    holders: ['Zoé Nguyễn', '', '', ''],
    received: false,
    transfer: null,
    orderCode: 'K7R9XM',
    entries: 0,
    issuedAt: '2027-01-01T00:00:00Z',
    usedAt: null,
    generation: 1,
    change: null,
    paperAllowed: true,
    ...over,
  };
}

describe('the state of a ticket', () => {
  const state = (over: Partial<Ticket>) => ticketState(ticket(over), accountWords.fr.ticket, 'fr');

  it('is a word while nobody has entered', () => {
    expect(state({})).toBe('Valable');
    expect(state({ status: 'refunded' })).toBe('Remboursé');
  });

  it('counts who has entered while places are left', () => {
    expect(state({ entries: 1 })).toBe('1 entrée sur 4 déjà passée');
    expect(state({ entries: 2 })).toBe('2 entrées sur 4 déjà passées');
  });

  it('says at what hour of the venue it was scanned, with the day when that is another', () => {
    const used = { status: 'used', entries: 4 } as const;
    expect(state({ ...used, usedAt: '2027-07-31T17:42:00Z' })).toBe('Déjà scanné à 19\u00a0h\u00a042');
    expect(state({ ...used, usedAt: '2027-07-30T17:42:00Z' })).toContain('30 juil.');
    expect(state(used)).toBe('Déjà scanné');
  });
});

describe('ticketsBySession', () => {
  const now = Date.parse('2027-07-31T20:00:00Z');
  const session = (code: string, startsAt: string) => ticket({ session: code }, startsAt);
  const groups = ticketsBySession(
    [
      session('LATER', '2027-08-02T10:00:00Z'),
      session('OLD', '2027-07-20T10:00:00Z'),
      session('OLDER', '2027-07-10T10:00:00Z'),
      session('RUNNING', '2027-07-31T09:00:00Z'),
      session('LATER', '2027-08-02T10:00:00Z'),
    ],
    now,
  );

  it('puts the next session first; one that began today is not past', () => {
    expect(groups.next.map((group) => group.session)).toEqual(['RUNNING', 'LATER']);
  });

  it('puts the latest of the past first', () => {
    expect(groups.past.map((group) => group.session)).toEqual(['OLD', 'OLDER']);
  });

  it('keeps the tickets of a session together', () => {
    expect(groups.next[1]?.tickets).toHaveLength(2);
  });
});

it('shortens a number to its end, in two groups', () => {
  expect(shortNumber('0198c2a0-0000-7000-8000-0123456789ab')).toBe('4567 89AB');
});
