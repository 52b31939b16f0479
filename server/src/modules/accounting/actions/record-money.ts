import type { Tx } from '../../../platform/database/database.ts';
import { entriesOfCapture, entriesOfRefund } from '../rules/booking.ts';
import { insertEntries, insertTransaction } from '../sql/ledger.ts';

/** Books money that a provider took from a buyer; once for each payment, however often it is called. */
export async function recordCapture(
  tx: Tx,
  capture: { orderId: string; paymentId: string; provider: string; amountCents: number },
): Promise<void> {
  const { orderId, paymentId: reference } = capture;
  const transactionId = await insertTransaction(tx, { kind: 'capture', reference, orderId });
  if (transactionId !== null) await insertEntries(tx, transactionId, entriesOfCapture(capture));
}

/** Books money that a provider gave back to a buyer; once for each refund, however often it is called. */
export async function recordRefund(
  tx: Tx,
  refund: { orderId: string; refundId: string; provider: string; amountCents: number },
): Promise<void> {
  const { orderId, refundId: reference } = refund;
  const transactionId = await insertTransaction(tx, { kind: 'refund', reference, orderId });
  if (transactionId !== null) await insertEntries(tx, transactionId, entriesOfRefund(refund));
}
