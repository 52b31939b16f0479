import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CancellableTicket, cancellableUntil, vatOfUnits, whyNotCancellable } from './cancellation.ts';
import { includedVatCents } from './pricing.ts';

const now = new Date('2027-07-01T10:00:00Z');
const later = new Date('2027-07-02T10:00:00Z');
const before = new Date('2027-06-30T10:00:00Z');
const good: CancellableTicket = {
  status: 'valid',
  entries: 0,
  given: false,
  offered: false,
  cancellableUntil: later,
};

describe('a ticket', () => {
  test.each([
    [{}, null],
    [{ status: 'cancelled' }, 'ended'],
    [{ status: 'refunded', given: true }, 'ended'],
    [{ status: 'used', entries: 1 }, 'used'],
    [{ entries: 1 }, 'used'],
    [{ status: 'blocked' }, 'blocked'],
    [{ given: true, status: 'used' }, 'given'],
    [{ offered: true }, 'offered'],
    [{ cancellableUntil: null }, 'firm'],
    [{ cancellableUntil: now }, 'too_late'],
    [{ cancellableUntil: before, offered: true }, 'too_late'],
  ] as const)('%o: %s', (change, bar) => {
    expect(whyNotCancellable({ ...good, ...change }, now)).toBe(bar);
  });
});

test('a move gives a right of its own to those who had ordered before, however late their deadline was', () => {
  const moves = [{ movedAt: now, refundUntil: later }];
  expect(cancellableUntil({ deadline: null, moves: [] }, before)).toBeNull();
  expect(cancellableUntil({ deadline: null, moves }, before)).toEqual(later);
  expect(cancellableUntil({ deadline: null, moves }, later)).toBeNull();
  expect(cancellableUntil({ deadline: before, moves }, before)).toEqual(later);
  expect(cancellableUntil({ deadline: before, moves }, later)).toEqual(before);
});

test('however the units of a line go back, their VAT is that of the line to the cent', () => {
  const line = fc.record({
    unitPriceCents: fc.integer({ min: 0, max: 1_000_000 }),
    vatBasisPoints: fc.constantFrom(0, 210, 550, 1_000, 2_000),
  });
  const parts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(line, parts, (one, backs) => {
      const quantity = backs.reduce((sum, back) => sum + back, 0);
      let left = quantity;
      let vat = 0;
      for (const back of backs) {
        const part = vatOfUnits(one, { before: left, back });
        expect(part).toBeGreaterThanOrEqual(0);
        vat += part;
        left -= back;
      }
      expect(vat).toBe(includedVatCents(one.unitPriceCents * quantity, one.vatBasisPoints));
    }),
  );
});
