import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';

/** An account of the books: where money is (clearing), what is owed to buyers (deposits), and what was earned. */
export type Side =
  | { account: 'provider_clearing'; provider: string; vatBasisPoints: null }
  | { account: 'buyer_deposits'; provider: null; vatBasisPoints: null }
  | { account: 'revenue' | 'vat_payable'; provider: null; vatBasisPoints: number };

/** One side of an event in whole cents: a debit is positive, a credit negative. */
export type Entry = Side & { amountCents: number };

/** A part of an event that was sold or taken back at one VAT rate, VAT contained in the amount. */
export interface TaxedAmount {
  amountCents: number;
  vatBasisPoints: number;
  vatCents: number;
}

const deposits: Side = { account: 'buyer_deposits', provider: null, vatBasisPoints: null };

function clearing(provider: string): Side {
  return { account: 'provider_clearing', provider, vatBasisPoints: null };
}

/** The entries of an event, without those of nothing. Throws when they do not sum to zero: a bug. */
function balanced(entries: readonly Entry[]): Entry[] {
  const sum = entries.reduce((cents, entry) => cents + entry.amountCents, 0);
  if (sum !== 0) throw new Error(`the entries of an event sum to ${sum} cents`);
  return entries.filter((entry) => entry.amountCents !== 0);
}

/** Money of a buyer arrived at a provider: the provider has it, and we owe it to the buyer. */
export function entriesOfCapture({ provider, amountCents }: { provider: string; amountCents: number }): Entry[] {
  return balanced([
    { ...clearing(provider), amountCents },
    { ...deposits, amountCents: -amountCents },
  ]);
}

/** Money went back to a buyer: the provider has it no more, and we owe it no more. */
export function entriesOfRefund({ provider, amountCents }: { provider: string; amountCents: number }): Entry[] {
  return balanced([
    { ...deposits, amountCents },
    { ...clearing(provider), amountCents: -amountCents },
  ]);
}

/** Tickets were given for what we owed: revenue and VAT, a pair for each rate. */
export function entriesOfSale(lines: readonly TaxedAmount[]): Entry[] {
  const entries: Entry[] = [{ ...deposits, amountCents: sumOf(lines).amountCents }];
  for (const { vatBasisPoints, amountCents, vatCents } of byRate(lines)) {
    entries.push({ account: 'revenue', provider: null, vatBasisPoints, amountCents: vatCents - amountCents });
    entries.push({ account: 'vat_payable', provider: null, vatBasisPoints, amountCents: -vatCents });
  }
  return balanced(entries);
}

/** Tickets were taken back: the sale of them the other way round, so that their price is owed again. */
export function entriesOfCancellation(lines: readonly TaxedAmount[]): Entry[] {
  return entriesOfSale(lines).map((entry) => ({ ...entry, amountCents: -entry.amountCents }));
}

/** Amount and VAT of all lines together. */
export function sumOf(lines: readonly TaxedAmount[]): { amountCents: number; vatCents: number } {
  return {
    amountCents: lines.reduce((cents, line) => cents + line.amountCents, 0),
    vatCents: lines.reduce((cents, line) => cents + line.vatCents, 0),
  };
}

/** Sums of the lines by VAT rate, the lowest rate first. */
export function byRate(lines: readonly TaxedAmount[]): TaxedAmount[] {
  const groups = Map.groupBy(lines, (line) => line.vatBasisPoints);
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([vatBasisPoints, group]) => ({ vatBasisPoints, ...sumOf(group) }));
}

/** A line of a sale and how many of its units were taken back before. */
export interface SoldUnits {
  quantity: number;
  cancelled: number;
  unitPriceCents: number;
  vatBasisPoints: number;
}

/**
 * Amount and VAT of units that are taken back now. The VAT is that of the units which were left before less that of those
 * left afterwards, so that what remains always carries the VAT of its own amount, and all parts sum to the line exactly.
 * Throws a RangeError for more units than are left.
 */
export function amountTakenBack(line: SoldUnits, units: number): TaxedAmount {
  const before = line.quantity - line.cancelled;
  if (!Number.isSafeInteger(units) || units < 1 || units > before) {
    throw new RangeError(`${units} units taken back of ${before} left`);
  }
  const { unitPriceCents, vatBasisPoints } = line;
  const vatOf = (count: number): number => includedVatCents(unitPriceCents * count, vatBasisPoints);
  return { amountCents: unitPriceCents * units, vatBasisPoints, vatCents: vatOf(before) - vatOf(before - units) };
}
