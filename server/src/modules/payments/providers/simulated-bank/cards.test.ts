import { describe, expect, test } from 'vitest';
import { cardFault, judgeCard, lastFour } from './cards.ts';

const now = Date.UTC(2026, 6, 31, 23, 59, 59, 999);
const card = (over: Partial<Parameters<typeof cardFault>[0]>) => ({
  cardNumber: '4242 4242 4242 4242',
  expiry: '12/39',
  cvc: '123',
  ...over,
});

describe('what is wrong with a card', () => {
  test('a good one has no fault, with spaces or without', () => {
    expect(cardFault(card({}), now)).toBeNull();
    expect(cardFault(card({ cardNumber: '4242424242424242' }), now)).toBeNull();
  });

  test('a wrong check digit, too few or too many digits', () => {
    for (const cardNumber of ['4242 4242 4242 4241', '00000000000', '0'.repeat(20), '            ']) {
      expect(cardFault(card({ cardNumber }), now), cardNumber).toBe('cardNumber');
    }
  });

  test('a card is good until the end of its month', () => {
    expect(cardFault(card({ expiry: '07/26' }), now)).toBeNull();
    expect(cardFault(card({ expiry: '07/26' }), now + 1)).toBe('expiry');
    expect(cardFault(card({ expiry: '12/25' }), now)).toBe('expiry');
    expect(cardFault(card({ expiry: '12/26' }), Date.UTC(2026, 11, 31))).toBeNull();
  });
});

test('the bank knows its test cards and accepts no other number', () => {
  expect(judgeCard('4242424242424242')).toBe('accepted');
  expect(judgeCard('4000 0000 0000 0002')).toBe('card_declined');
  expect(judgeCard('4000000000009995')).toBe('insufficient_funds');
  expect(judgeCard('4000 0000 0000 0069')).toBe('expired_card');
  expect(judgeCard('5555 5555 5555 4444')).toBe('unknown_test_card');
});

test('four digits are all that is kept', () => {
  expect(lastFour('4000 0000 0000 0069')).toBe('0069');
});
