import { expect, test } from 'vitest';
import { orderMayBecome, orderStatuses, orderStatusesBefore } from './order-states.ts';
import { isPaymentOpen, paymentMayBecome, paymentStatuses, paymentStatusesBefore } from './payment-states.ts';
import { refundMayBecome, refundStatuses, refundStatusesBefore } from './refund-states.ts';

test('an order is paid once, and only what waits for money can be', () => {
  expect(orderStatusesBefore('paid')).toEqual(['pending', 'expired']);
  expect(orderStatusesBefore('pending')).toEqual([]);
  expect(orderMayBecome('paid', 'expired')).toBe(false);
  expect(orderMayBecome('cancelled', 'paid')).toBe(false);
});

test('no order comes back from refunded or cancelled', () => {
  for (const to of orderStatuses) {
    expect(orderMayBecome('refunded', to), to).toBe(false);
    expect(orderMayBecome('cancelled', to), to).toBe(false);
  }
});

test('captured money is never forgotten: from succeeded only to refunded', () => {
  expect(paymentStatuses.filter((to) => paymentMayBecome('succeeded', to))).toEqual(['refunded']);
  expect(paymentStatuses.filter((to) => paymentMayBecome('refunded', to))).toEqual([]);
  expect(paymentStatusesBefore('succeeded')).toEqual(['requires_payment', 'processing', 'requires_action', 'failed']);
});

test('a declined card may be followed by another until the order expires', () => {
  expect(isPaymentOpen('failed', 'card_declined')).toBe(true);
  expect(isPaymentOpen('failed', 'order_expired')).toBe(false);
  expect(isPaymentOpen('succeeded', null)).toBe(false);
  expect(isPaymentOpen('requires_payment', null)).toBe(true);
});

test('money given back stays given; what failed is asked for again or was given after all', () => {
  expect(refundStatuses.filter((to) => refundMayBecome('succeeded', to))).toEqual([]);
  expect(refundStatusesBefore('succeeded')).toEqual(['requested', 'failed']);
  expect(refundStatusesBefore('requested')).toEqual(['failed']);
});
