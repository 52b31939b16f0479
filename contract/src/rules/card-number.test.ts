import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passesLuhn } from './card-number.ts';
import { testCards } from './test-cards.ts';

const known = testCards.map(({ number }) => number.replaceAll(' ', ''));

describe('passesLuhn', () => {
  it.each(known)('accepts %s', (digits) => {
    expect(passesLuhn(digits)).toBe(true);
  });

  it('always notices one wrong digit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(15), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const wrong = String((Number(digits.charAt(place)) + shift) % 10);
        expect(passesLuhn(digits.slice(0, place) + wrong + digits.slice(place + 1))).toBe(false);
      }),
    );
  });

  it('refuses nothing at all', () => {
    expect(passesLuhn('')).toBe(false);
  });
});
