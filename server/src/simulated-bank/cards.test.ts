import { describe, expect, test } from 'vitest';
import { testCards } from '@og-tickets/contract/rules/test-cards.ts';
import { cardFaults, judgeCard, lastFour, readExpiry } from './cards.ts';

const now = Date.UTC(2026, 6, 31, 23, 59, 59, 999);
const card = (over: Partial<Parameters<typeof cardFaults>[0]>) => ({
  cardNumber: '4242 4242 4242 4242',
  expiry: '12/39',
  cvc: '123',
  ...over,
});

describe('what is wrong with a card', () => {
  test('a good one has no fault, with spaces or without', () => {
    expect(cardFaults(card({}), now)).toEqual([]);
    expect(cardFaults(card({ cardNumber: '4242424242424242' }), now)).toEqual([]);
  });

  test('a wrong check digit, too few or too many digits', () => {
    for (const cardNumber of ['4242 4242 4242 4241', '00000000000', '0'.repeat(20), '            ']) {
      expect(cardFaults(card({ cardNumber }), now), cardNumber).toEqual(['cardNumber']);
    }
  });

  test('a card is good until the end of its month', () => {
    expect(cardFaults(card({ expiry: '07/26' }), now)).toEqual([]);
    expect(cardFaults(card({ expiry: '07/26' }), now + 1)).toEqual(['expiryPast']);
    expect(cardFaults(card({ expiry: '12/25' }), now)).toEqual(['expiryPast']);
    expect(cardFaults(card({ expiry: '12/26' }), Date.UTC(2026, 11, 31))).toEqual([]);
  });
});

test('the bank knows its test cards and accepts no other number', () => {
  expect(judgeCard('4242424242424242')).toBe('accepted');
  expect(judgeCard('4000 0000 0000 0002')).toBe('card_declined');
  expect(judgeCard('4000000000009995')).toBe('insufficient_funds');
  expect(judgeCard('4000 0000 0000 0069')).toBe('expired_card');
  expect(judgeCard('4000 0000 0000 3220')).toBe('challenge_accepted');
  expect(judgeCard('4000 0000 0000 4137')).toBe('webhook_twice');
  expect(judgeCard('5555 5555 5555 4444')).toBe('unknown_test_card');
});

test('four digits are all that is kept', () => {
  expect(lastFour('4000 0000 0000 0069')).toBe('0069');
});

test('every test card is one that a form lets through', () => {
  for (const { number } of testCards) expect(cardFaults(card({ cardNumber: number }), now), number).toEqual([]);
});

test('a date is read as people write it', () => {
  for (const typed of ['8/29', '08/29', '0829', '08 / 2029', '08-29', '082029'])
    expect(readExpiry(typed)).toBe('08/29');
  for (const typed of ['13/29', '00/29', '8/2', '', 'août 2029']) expect(readExpiry(typed), typed).toBeNull();
});
