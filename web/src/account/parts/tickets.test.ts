import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { describe, expect, it } from 'vitest';
import { accountWords } from '../../words/account.ts';
import { codeForm } from './code-form.ts';
import { timeUntil } from './days-until.ts';
import { isRefundable } from './refundable.ts';
import { shortNumber } from './ticket-number.ts';
import { gatesText, ticketState } from './ticket-state.ts';
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
    gates: ['A', 'B'],
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
    usedGate: null,
    cancellableUntil: null,
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

  it('says at which gate it was scanned', () => {
    const used = { status: 'used', entries: 4, usedAt: '2027-07-31T17:42:00Z', usedGate: 'B' } as const;
    expect(state(used)).toBe('Déjà scanné à 19\u00a0h\u00a042, porte B');
  });

  it('does without the gate where a device has kept the ticket since before gates were told', () => {
    const { usedGate: _usedGate, gates: _gates, ...old } = ticket({ status: 'used', usedAt: '2027-07-31T17:42:00Z' });
    const kept = JSON.parse(JSON.stringify(old));
    expect(ticketState(kept, accountWords.fr.ticket, 'fr')).toBe('Déjà scanné à 19\u00a0h\u00a042');
    expect(gatesText(kept, accountWords.fr.ticket)).toBe('');
    expect(isRefundable(kept, 0)).toBe(false);
  });
});

describe('the gates of a ticket', () => {
  it.each([
    [['A', 'B'], 'Portes A, B'],
    [['A'], 'Porte A'],
    [[], ''],
  ])('%j are said as %j', (gates, words) => {
    expect(gatesText(ticket({ gates }), accountWords.fr.ticket)).toBe(words);
  });
});

describe('the time until a session, by the calendar of its venue', () => {
  const until = (startsAt: string, now: string, timezone = 'Europe/Paris', language: 'fr' | 'en' = 'fr') =>
    timeUntil({ startsAt, timezone }, Date.parse(now), accountWords[language].tickets, language);
  const evening = '2027-07-31T17:30:00Z';

  it.each([
    ['2027-07-31T17:00:00Z', 'Aujourd’hui à 19\u00a0h\u00a030'],
    // Also after it began, until midnight at the venue.
    ['2027-07-31T21:59:00Z', 'Aujourd’hui à 19\u00a0h\u00a030'],
    ['2027-07-31T22:00:00Z', undefined],
    // One minute to midnight in Paris.
    ['2027-07-30T21:59:00Z', 'Demain à 19\u00a0h\u00a030'],
    ['2027-07-29T22:00:00Z', 'Demain à 19\u00a0h\u00a030'],
    ['2027-07-29T21:59:00Z', 'Dans 2\u00a0jours'],
    ['2027-07-28T10:00:00Z', 'Dans 3\u00a0jours'],
  ])('at %s is %j', (now, words) => {
    expect(until(evening, now)).toBe(words);
  });

  it('counts the days of the venue, not of the reader', () => {
    const [matinee, dayBefore] = ['2027-07-31T08:00:00Z', '2027-07-30T20:00:00Z'];
    expect(until(matinee, dayBefore)).toBe('Demain à 10\u00a0h\u00a000');
    expect(until(matinee, dayBefore, 'Pacific/Tahiti')).toBe('Aujourd’hui à 22\u00a0h\u00a000');
    expect(until(matinee, dayBefore, 'Asia/Tokyo')).toBe('Aujourd’hui à 17\u00a0h\u00a000');
  });

  it('loses no day where clocks are changed', () => {
    expect(until('2027-11-01T09:00:00Z', '2027-10-29T21:59:00Z')).toBe('Dans 3\u00a0jours');
    expect(until('2027-03-29T09:00:00Z', '2027-03-26T23:00:00Z')).toBe('Dans 2\u00a0jours');
  });

  it('is said in English too', () => {
    expect(until(evening, '2027-07-31T17:00:00Z', 'Europe/Paris', 'en')).toBe('Today at 19:30');
    expect(until(evening, '2027-07-28T17:00:00Z', 'Europe/Paris', 'en')).toBe('In 3\u00a0days');
  });
});

describe('whether a ticket can still be given back', () => {
  const nowMs = Date.parse('2027-07-01T00:00:00Z');
  const cancellableUntil = '2027-07-02T00:00:00Z';
  it.each<[string, Partial<Ticket>, boolean]>([
    ['before its deadline', { cancellableUntil }, true],
    ['at its deadline', { cancellableUntil: '2027-07-01T00:00:00Z' }, false],
    ['never', { cancellableUntil: null }, false],
    ['once somebody has entered', { cancellableUntil, entries: 1 }, false],
    ['once it was', { cancellableUntil, status: 'cancelled' }, false],
    ['by whom it was given to', { cancellableUntil, received: true }, false],
    ['while a transfer waits', { cancellableUntil, transfer: { expiresAt: cancellableUntil } }, true],
  ])('%s', (_when, over, expected) => {
    expect(isRefundable(ticket(over), nowMs)).toBe(expected);
  });
});

it('names paper where tickets may be printed, and nowhere else', () => {
  const form = (...allowed: boolean[]) => codeForm(allowed.map((paperAllowed) => ({ paperAllowed })));
  expect([form(), form(false, false), form(true, true), form(true, false)]).toEqual(['phone', 'phone', 'both', 'some']);
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
