import type { OrderDocument } from '@og-tickets/contract/invoices.ts';
import type { Db } from '../../../platform/database/database.ts';
import { documentNumber } from '../rules/document-number.ts';

interface Listed {
  id: string;
  kind: OrderDocument['kind'];
  order_code: string;
  year: number | null;
  sequence: number | null;
  issued_at: Date | null;
}

/** Invoice and credit notes of orders, by order, the oldest first. Whose the orders are has been decided before. */
export async function documentsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, OrderDocument[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounting.documents')
    .select(['id', 'kind', 'order_id', 'order_code', 'year', 'sequence', 'issued_at'])
    .where('order_id', 'in', orderIds)
    .orderBy('transaction_id')
    .execute();
  const byOrder = Map.groupBy(rows, (row) => row.order_id);
  return new Map(Array.from(byOrder, ([orderId, group]) => [orderId, group.map(toDocument)]));
}

function toDocument({ id, kind, order_code, year, sequence, issued_at }: Listed): OrderDocument {
  return {
    kind,
    number: year === null || sequence === null ? null : documentNumber(kind, year, sequence),
    issuedAt: issued_at?.toISOString() ?? null,
    path: kind === 'invoice' ? `/orders/${order_code}/invoice.pdf` : `/orders/${order_code}/credit-notes/${id}`,
  };
}
