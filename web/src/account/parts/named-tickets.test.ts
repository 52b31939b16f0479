import { limits } from '@og-tickets/contract/limits.ts';
import { expect, test } from 'vitest';
import { namedTickets } from './named-tickets.ts';

const many = Array.from({ length: limits.ticketsPerCancellation + 2 }, (_, at) => `ticket-${at}`);

test('a choice is named as long as one call takes it', () => {
  expect(namedTickets(['a', 'b', 'c'], new Set(['c', 'a']))).toEqual({ tickets: ['a', 'c'] });
  const most = many.slice(1, -1);
  expect(namedTickets(many, new Set(most))).toEqual({ tickets: most });
});

test('all of a large order are taken back in one call, a part that is too large is not', () => {
  expect(namedTickets(many, new Set(many))).toEqual({});
  expect(namedTickets(many, new Set(many.slice(1)))).toBeNull();
});
