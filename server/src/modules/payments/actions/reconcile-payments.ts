import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findUnsettled, takeUndecided } from '../sql/payments.ts';
import { findStuckRefunds } from '../sql/refunds.ts';
import { announceSuccess } from './announce-success.ts';
import { checkPayment } from './check-payment.ts';
import { sendRefund } from './send-refund.ts';

/** Nothing stays unknown longer than this after the provider knows. */
const undecidedSeconds = 60;
const atOnce = 200;

/**
 * Asks the providers about every payment that is still open and has not been asked about for a minute, has orders settled
 * whose money is there, and sends refunds again that are not known to have arrived. Heals lost webhooks and crashes. One
 * that fails does not keep the others.
 */
export async function reconcilePayments(platform: Platform): Promise<void> {
  const { db, log } = platform;
  const payments = await withTx(db, (tx) => takeUndecided(tx, undecidedSeconds, atOnce));
  for (const payment of payments) {
    await checkPayment(platform, payment).catch((err: unknown) =>
      log.error({ err, alert: 'payment_unknown', payment: payment.id }, 'the provider did not say what became of it'),
    );
  }
  await withTx(db, async (tx) => {
    for (const payment of await findUnsettled(tx, undecidedSeconds, atOnce)) await announceSuccess(tx, payment);
  });
  const refunds = await findStuckRefunds(db, undecidedSeconds, atOnce);
  for (const refund of refunds) {
    await sendRefund(platform, refund.id).catch((err: unknown) =>
      log.error({ err, alert: 'refund_stuck', refund: refund.id }, 'the provider did not give a refund'),
    );
  }
}
