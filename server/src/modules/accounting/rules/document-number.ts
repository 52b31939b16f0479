import type { OrderDocument } from '@og-tickets/contract/invoices.ts';

/** The two series of numbers, each beginning at 1 every year. */
const seriesOf = { invoice: 'F', credit_note: 'A' } as const satisfies Record<OrderDocument['kind'], string>;
const digits = 6;

/** The number as it is printed: `F2026-000123`. */
export function documentNumber(kind: OrderDocument['kind'], year: number, sequence: number): string {
  return `${seriesOf[kind]}${year}-${String(sequence).padStart(digits, '0')}`;
}
