import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { orderCodeAlphabet, orderCodeLength } from '@og-tickets/contract/rules/order-code.ts';
import { isTakenBack, vatOfUnits } from '@og-tickets/contract/rules/cancellation.ts';
import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';

/** What a line costs; all of it is stored and never changes. */
export interface LinePrice {
  quantity: number;
  unitPriceCents: number;
  /** VAT contained in the price: 550 is 5.5 %. */
  vatBasisPoints: number;
}

/** Whole cents that a line costs. Throws a RangeError for numbers that no order can hold: a bug, never a buyer's input. */
export function lineAmountCents({ quantity, unitPriceCents }: LinePrice): number {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError('quantity');
  if (!Number.isSafeInteger(unitPriceCents) || unitPriceCents < 0) throw new RangeError('unit price');
  const amountCents = unitPriceCents * quantity;
  if (!Number.isSafeInteger(amountCents)) throw new RangeError('amount');
  return amountCents;
}

/** The total of an order and the VAT contained in it: sums over its lines, each rounded to the cent by itself. */
export function totalsOf(lines: readonly LinePrice[]): { totalCents: number; includedVatCents: number } {
  let totalCents = 0;
  let vatCents = 0;
  for (const line of lines) {
    const amountCents = lineAmountCents(line);
    totalCents += amountCents;
    vatCents += includedVatCents(amountCents, line.vatBasisPoints);
  }
  return { totalCents, includedVatCents: vatCents };
}

/** A line of a paid order as far as taking tickets back is about it. */
export interface RefundedLine {
  position: number;
  unit_price_cents: number;
  vat_basis_points: number;
}

/** What taking tickets of an order back comes to. */
export interface TakenBack {
  amountCents: number;
  /** VAT contained in it. */
  vatCents: number;
  /** Units by line, the lines in their order. */
  units: { position: number; quantity: number }[];
  /** What remains valid of the order. */
  stays: { tickets: number; amountCents: number };
}

/**
 * The arithmetic of taking the chosen tickets back. Tickets that were taken back before count no more; each line's VAT is
 * that of what was left less that of what stays, so that it adds up to the cent however the tickets go back.
 */
export function takenBack(
  lines: readonly RefundedLine[],
  tickets: readonly { id: string; line: number; status: TicketStatus }[],
  chosen: ReadonlySet<string>,
): TakenBack {
  const sum: TakenBack = { amountCents: 0, vatCents: 0, units: [], stays: { tickets: 0, amountCents: 0 } };
  for (const { position, unit_price_cents: unitPriceCents, vat_basis_points: vatBasisPoints } of lines) {
    const left = tickets.filter((ticket) => ticket.line === position && !isTakenBack(ticket.status));
    const back = left.filter((ticket) => chosen.has(ticket.id)).length;
    sum.stays.tickets += left.length - back;
    sum.stays.amountCents += unitPriceCents * (left.length - back);
    if (back === 0) continue;
    sum.amountCents += unitPriceCents * back;
    sum.vatCents += vatOfUnits({ unitPriceCents, vatBasisPoints }, { before: left.length, back });
    sum.units.push({ position, quantity: back });
  }
  return sum;
}

/**
 * Until when an order can be paid: a hold's time from now, within the hard cap from the first touch of the cart, and never
 * less than its holds had left.
 */
export function payBefore(now: Date, hold: { hardCapAt: Date; expiresAt: readonly Date[] }): Date {
  const fromNow = now.getTime() + limits.holdSeconds * 1_000;
  const left = hold.expiresAt.map((time) => time.getTime());
  return new Date(Math.max(Math.min(fromNow, hold.hardCapAt.getTime()), ...left));
}

/** The largest byte range that the alphabet divides evenly: what is above would make its first letters likelier. */
const fairBytes = Math.floor(256 / orderCodeAlphabet.length) * orderCodeAlphabet.length;

/** An order code from random bytes, each letter equally likely; null when too few of the bytes could be used. */
export function orderCodeFrom(bytes: Uint8Array): string | null {
  let code = '';
  for (const byte of bytes) {
    if (byte >= fairBytes) continue;
    code += orderCodeAlphabet.charAt(byte % orderCodeAlphabet.length);
    if (code.length === orderCodeLength) return code;
  }
  return null;
}
