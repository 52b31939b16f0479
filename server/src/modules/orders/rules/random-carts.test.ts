import { includedVatCents, unitPriceCents } from '@og-tickets/contract/rules/pricing.ts';
import { expect, inject, test } from 'vitest';
import { seededRandom } from '../../../../test/sales.ts';
import { amountTakenBack, byRate, entriesOfSale, sumOf } from '../../accounting/rules/booking.ts';
import { totalsOf } from './totals.ts';

const carts = 100_000;
const rates = [550, 2_000, 1_000, 210, 0];

test('100,000 random carts: the lines are the total, the VAT of the parts is that of the whole, to the cent', () => {
  const random = seededRandom(inject('seed'));
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  let wrong = 0;
  for (let cart = 0; cart < carts; cart += 1) {
    const lines = Array.from({ length: 1 + upTo(5) }, () => ({
      quantity: 1 + upTo(5),
      unitPriceCents: unitPriceCents(upTo(3) === 0 ? upTo(99) : upTo(200_000), {
        places: 1 + upTo(9),
        discountPercent: upTo(100),
      }),
      vatBasisPoints: rates[upTo(4)] ?? 0,
    }));
    if (!isRight(lines, upTo)) wrong += 1;
  }
  expect(wrong).toBe(0);
}, 120_000);

interface Line {
  quantity: number;
  unitPriceCents: number;
  vatBasisPoints: number;
}

/** By other ways than the shop's own: additions of units, exact fractions, and all that is taken back bit by bit. */
function isRight(lines: readonly Line[], upTo: (most: number) => number): boolean {
  const totals = totalsOf(lines);
  const taxed = lines.map((line) => {
    const amountCents = line.quantity * line.unitPriceCents;
    return { ...line, amountCents, vatCents: includedVatCents(amountCents, line.vatBasisPoints) };
  });
  let units = 0n;
  for (const line of lines) for (let unit = 0; unit < line.quantity; unit += 1) units += BigInt(line.unitPriceCents);
  const roundedHalfUp = taxed.every(({ amountCents, vatBasisPoints, vatCents }) => {
    // |vat - amount x rate / (1 + rate)| is at most half a cent.
    const off = BigInt(vatCents) * BigInt(10_000 + vatBasisPoints) - BigInt(amountCents) * BigInt(vatBasisPoints);
    const twice = 2n * off;
    return twice <= BigInt(10_000 + vatBasisPoints) && twice > -BigInt(10_000 + vatBasisPoints);
  });
  const parts = byRate(taxed);
  const booked = entriesOfSale(taxed).reduce((sum, entry) => sum + entry.amountCents, 0);
  return (
    BigInt(totals.totalCents) === units &&
    roundedHalfUp &&
    sumOf(taxed).vatCents === totals.includedVatCents &&
    sumOf(parts).vatCents === totals.includedVatCents &&
    sumOf(parts).amountCents === totals.totalCents &&
    booked === 0 &&
    taxed.every((line) => partsAreWhole(line, upTo))
  );
}

/** Units taken back in random parts bring back the amount and the VAT of the line, no cent more or less. */
function partsAreWhole(
  line: Line & { amountCents: number; vatCents: number },
  upTo: (most: number) => number,
): boolean {
  let [cancelled, amountCents, vatCents] = [0, 0, 0];
  while (cancelled < line.quantity) {
    const units = 1 + upTo(line.quantity - cancelled - 1);
    const part = amountTakenBack({ ...line, cancelled }, units);
    if (part.vatCents < 0 || part.vatCents > part.amountCents) return false;
    cancelled += units;
    amountCents += part.amountCents;
    vatCents += part.vatCents;
  }
  return amountCents === line.amountCents && vatCents === line.vatCents;
}
