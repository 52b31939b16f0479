import { money } from '@og-tickets/contract/money.ts';
import type { TimelineEntry } from '@og-tickets/contract/orders.ts';
import { expect, it } from 'vitest';
import { refundNews } from './refund-news.ts';

const entry = (kind: TimelineEntry['kind'], cents: number): TimelineEntry => {
  return { at: '2027-07-31T17:15:00Z', kind, amount: money(cents), tickets: null, by: null };
};
const news = (cents: number, ...timeline: TimelineEntry[]) => refundNews({ refunded: money(cents), timeline });

it('says nothing while nothing goes back', () => {
  expect(news(0, entry('placed', 5000), entry('paid', 5000))).toBeNull();
});

it('says what the bank has not accepted yet, also beside what it has', () => {
  expect(news(5000, entry('refund_requested', 5000))).toMatchObject({ kind: 'pending', cents: 5000 });
  const both = [entry('refund_requested', 5000), entry('refunded', 5000), entry('refund_requested', 9000)];
  expect(news(14_000, ...both)).toMatchObject({ kind: 'pending', cents: 9000 });
});

it('says that a refund was refused, until it came through after all', () => {
  const refused = [entry('refund_requested', 5000), entry('refund_failed', 5000)];
  expect(news(5000, ...refused)).toMatchObject({ kind: 'failed', cents: 5000 });
  expect(news(5000, ...refused, entry('refunded', 5000))).toMatchObject({ kind: 'done', cents: 5000 });
});
