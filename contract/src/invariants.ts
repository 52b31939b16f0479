import { type Static, Type } from 'typebox';
import { closed, Instant } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

/** Promises of the shop that the database is asked about; a page has a sentence for each. */
export const invariantNames = [
  'taken-within-capacity',
  'taken-is-held-or-sold',
  'places-within-limits',
  'paid-lines-have-tickets',
  'tickets-are-paid',
  'inside-within-places',
  'counts-are-scans',
  'conflicts-are-marked',
  'corrections-are-marked',
  'owner-bought-or-accepted',
  'accepted-renews-codes',
  'owner-offers',
  'refunded-within-captured',
  'captured-is-live-or-goes-back',
  'one-order-per-key',
  'captured-is-decided',
  'not-both-tickets-and-money',
  'total-is-sum-of-lines',
  'payment-is-of-its-order',
  'set-aside-is-refunds',
  'sold-holds-are-tickets',
  'status-is-live-tickets',
  'taken-back-once',
  'cancellation-is-its-tickets',
  'ledger-balances',
  'ledger-is-orders-state',
  'documents-are-the-ledger',
  'sold-orders-are-booked',
  'numbers-without-gap',
  'numbers-in-order-of-issue',
] as const;

export const InvariantCheck = Type.Object(
  {
    name: Type.String({ description: 'One of those that the page has words for, or a newer one' }),
    checkedAt: Instant,
    durationMs: Type.Integer(),
    violation: Type.Union([Type.String(), Type.Null()], {
      description: 'The first row that breaks it; null: it holds',
    }),
    brokenSince: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type InvariantCheck = Static<typeof InvariantCheck>;

const InvariantChecks = Type.Object({ items: Type.Array(InvariantCheck) }, closed);

export const listInvariants = defineEndpoint({
  id: 'invariants.list',
  method: 'GET',
  path: '/admin/invariants',
  summary: 'What the last check of each promise found; they are checked each minute',
  access: admin,
  replies: { 200: InvariantChecks },
});

export const checkInvariants = defineEndpoint({
  id: 'invariants.check',
  method: 'POST',
  path: '/admin/invariants/check',
  summary: 'Checks every promise now',
  access: admin,
  replies: { 200: InvariantChecks },
});
