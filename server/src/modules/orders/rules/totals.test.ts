import { limits } from '@og-tickets/contract/limits.ts';
import { orderCodeAlphabet } from '@og-tickets/contract/rules/order-code.ts';
import { includedVatCents, unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { lineAmountCents, orderCodeFrom, payBefore, totalsOf } from './totals.ts';

/** Half up on whole numbers of any size: the reference that the fast arithmetic is compared with. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

const unit = fc.record({
  pricePerPlaceCents: fc.integer({ min: 0, max: 500_000 }),
  places: fc.integer({ min: 1, max: 50 }),
  discountPercent: fc.integer({ min: 0, max: 100 }),
  quantity: fc.integer({ min: 1, max: limits.quantityPerLine }),
  vatBasisPoints: fc.integer({ min: 0, max: 10_000 }),
});

describe('prices', () => {
  test('10,000 random carts: totals and VAT are those of exact arithmetic', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: limits.linesPerCart }), (cart) => {
        const lines = cart.map((line) => ({
          quantity: line.quantity,
          unitPriceCents: unitPriceCents(line.pricePerPlaceCents, line),
          vatBasisPoints: line.vatBasisPoints,
        }));
        let total = 0n;
        let vat = 0n;
        for (const line of cart) {
          const full = BigInt(line.pricePerPlaceCents) * BigInt(line.places) * BigInt(100 - line.discountPercent);
          const amount = halfUp(full, 100n) * BigInt(line.quantity);
          total += amount;
          vat += halfUp(amount * BigInt(line.vatBasisPoints), 10_000n + BigInt(line.vatBasisPoints));
        }
        expect(totalsOf(lines)).toEqual({ totalCents: Number(total), includedVatCents: Number(vat) });
        const amounts = lines.map(lineAmountCents);
        expect(amounts.reduce((sum, cents) => sum + cents, 0)).toBe(Number(total));
      }),
      { seed: inject('seed'), numRuns: 10_000 },
    );
  });

  test('the first catalogue: 50 EUR a place is Solo 50, Duo 90, Famille 160', () => {
    expect(unitPriceCents(5_000, { places: 1, discountPercent: 0 })).toBe(5_000);
    expect(unitPriceCents(5_000, { places: 2, discountPercent: 10 })).toBe(9_000);
    expect(unitPriceCents(5_000, { places: 4, discountPercent: 20 })).toBe(16_000);
    expect(includedVatCents(9_000, 550)).toBe(469);
  });

  test('a quantity or price that no order can hold is a bug, not a total', () => {
    for (const quantity of [-1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => lineAmountCents({ quantity, unitPriceCents: 5_000, vatBasisPoints: 550 })).toThrow(RangeError);
    }
    for (const unitPrice of [-1, 0.5, Number.NaN, 2 ** 53]) {
      const line = { quantity: 1, unitPriceCents: unitPrice, vatBasisPoints: 550 };
      expect(() => lineAmountCents(line)).toThrow(RangeError);
    }
    const tooMuch = { quantity: 2, unitPriceCents: Number.MAX_SAFE_INTEGER, vatBasisPoints: 0 };
    expect(() => lineAmountCents(tooMuch)).toThrow(RangeError);
  });
});

describe('until when an order can be paid', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 6, 24, 10, minute));

  test('fifteen minutes from now', () => {
    expect(payBefore(at(0), { hardCapAt: at(30), expiresAt: [at(15)] })).toEqual(at(15));
    expect(payBefore(at(10), { hardCapAt: at(30), expiresAt: [at(15)] })).toEqual(at(25));
  });

  test('never after the hard cap', () => {
    expect(payBefore(at(19), { hardCapAt: at(30), expiresAt: [at(20)] })).toEqual(at(30));
  });

  test('never less than the holds had left', () => {
    expect(payBefore(at(1), { hardCapAt: at(30), expiresAt: [at(20), at(18)] })).toEqual(at(20));
  });
});

describe('order codes', () => {
  test('every letter is equally likely over all bytes that count', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const letter = orderCodeFrom(new Uint8Array(6).fill(byte))?.charAt(0);
      if (letter !== undefined) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(orderCodeAlphabet.split('').toSorted());
    expect(new Set(counts.values())).toEqual(new Set([9]));
  });

  test('too few usable bytes give no code', () => {
    expect(orderCodeFrom(Uint8Array.from([0, 1, 255, 2, 3, 254, 4]))).toBeNull();
    expect(orderCodeFrom(Uint8Array.from([0, 1, 255, 2, 3, 254, 4, 27]))).toBe('ABCDE9');
  });
});
