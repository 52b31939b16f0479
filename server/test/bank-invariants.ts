import type { Db } from '../src/platform/database/database.ts';
import type { BankBooks } from '../src/simulated-bank/export-books.ts';

/**
 * What the bank's books and the shop's disagree about, each as a sentence: money taken that the shop does not know of, money
 * that the shop claims and the bank never took, refunds that only one of the two knows of. What moved within the last
 * `graceSeconds` may still be on its way.
 */
export async function compareWithBank(db: Db, books: BankBooks, graceSeconds: number): Promise<string[]> {
  const longAgoMs = Date.now() - graceSeconds * 1_000;
  const payments = await db
    .selectFrom('payments.payments')
    .select(['id', 'provider_payment_id', 'amount_cents', 'status', 'succeeded_at'])
    .where('provider', '=', 'simulated-bank')
    .execute();
  const refunds = await db
    .selectFrom('payments.refunds')
    .select(['payment_id', 'amount_cents', 'status', 'created_at'])
    .execute();
  const refundsOf = Map.groupBy(refunds, (refund) => refund.payment_id);
  const violations: string[] = [];
  const byPayment = new Map(payments.map((payment) => [payment.id, payment]));
  for (const charge of books.charges) {
    const payment = byPayment.get(charge.merchantReference);
    const isKnown = payment?.amount_cents === charge.amountCents && payment.succeeded_at !== null;
    if (charge.capturedMs !== null && charge.capturedMs < longAgoMs && !isKnown) {
      violations.push(
        `charge ${charge.id} (${charge.status}, ${charge.amountCents} cents): the shop's payment is ${payment?.status ?? 'none'}`,
      );
    }
    const own = refundsOf.get(charge.merchantReference) ?? [];
    const sum = (some: typeof own): number => some.reduce((cents, refund) => cents + refund.amount_cents, 0);
    const given = sum(own.filter((refund) => refund.status === 'succeeded'));
    const known = sum(own.filter((each) => each.status === 'succeeded' || each.created_at.getTime() > longAgoMs));
    if (charge.refundedCents > known || charge.refundedCents < given) {
      violations.push(
        `charge ${charge.id}: the bank gave ${charge.refundedCents} cents back, the shop knows of ${charge.refundedCents > known ? known : given}`,
      );
    }
  }
  const captured = new Map(books.charges.flatMap((each) => (each.status === 'captured' ? [[each.id, each]] : [])));
  for (const { id, provider_payment_id: chargeId, amount_cents: cents, status, succeeded_at: at } of payments) {
    if (at !== null && captured.get(chargeId ?? '')?.amountCents !== cents) {
      violations.push(`payment ${id} is ${status}, but the bank took nothing`);
    }
  }
  return violations;
}
