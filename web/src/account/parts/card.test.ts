import { describe, expect, it } from 'vitest';
import { buyingWords } from '../../words/buying.ts';
import { cardDigits, cardFaults, cardIds, caretAfter, futureExpiry, groupDigits, readExpiry } from './card.ts';

describe('the number', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['4242-4242 42', '4242 4242 42'],
    ['4242', '4242'],
    ['', ''],
    ['12345678901234567890', '1234 5678 9012 3456 789'],
  ])('groups %s', (typed, grouped) => {
    expect(groupDigits(typed)).toBe(grouped);
    expect(groupDigits(grouped)).toBe(grouped);
  });

  it('is sent as digits', () => {
    expect(cardDigits(' 4242 4242x4242 4242 ')).toBe('4242424242424242');
  });

  it.each([
    [0, 0],
    [3, 3],
    [4, 4],
    [5, 6],
    [9, 11],
  ])('keeps the caret behind digit %i', (digits, caret) => {
    expect(caretAfter('4242 4242 4', digits)).toBe(caret);
  });
});

describe('the date', () => {
  it.each(['08/29', '8/29', '0829', '08 / 2029', '08-29', '082029', '2029-08', ' 08.29 '])('reads %s', (typed) => {
    expect(readExpiry(typed)).toBe('08/29');
  });

  it.each(['', '13/29', '00/29', '8', '0/29', 'août 29', '08/1999', '8/9'])('does not take %j for a month', (typed) => {
    expect(readExpiry(typed)).toBeUndefined();
  });

  it('is some month to come for a test card', () => {
    expect(futureExpiry(Date.UTC(2026, 10, 23))).toBe('11/29');
  });
});

describe('what to correct', () => {
  const w = buyingWords.fr.payment.faults;
  const now = Date.UTC(2026, 7, 31, 23, 59, 59);
  const good = { number: '4242 4242 4242 4242', expiry: '08/26', cvc: '123' };

  it('is nothing on a good card, in its last month too', () => {
    expect(cardFaults(good, now, w)).toEqual([]);
  });

  it.each([
    [{ number: '4242 4242 4242 4241' }, cardIds.cardNumber, w.number],
    [{ number: '4242' }, cardIds.cardNumber, w.number],
    [{ number: '' }, cardIds.cardNumber, w.number],
    [{ expiry: '26' }, cardIds.expiry, w.expiry],
    [{ expiry: '07/26' }, cardIds.expiry, w.expiryPast],
    [{ cvc: '12' }, cardIds.cvc, w.cvc],
    [{ cvc: '12a' }, cardIds.cvc, w.cvc],
  ])('is named for %j', (change, fieldId, message) => {
    expect(cardFaults({ ...good, ...change }, now, w)).toEqual([{ fieldId, message }]);
  });
});
