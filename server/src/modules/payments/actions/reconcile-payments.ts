import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findUnsettled, type PaymentRow, takeUndecided } from '../sql/payments.ts';
import { findStuckRefunds } from '../sql/refunds.ts';
import { announceSuccess } from './announce-success.ts';
import { checkPayment } from './check-payment.ts';
import { sendRefund } from './send-refund.ts';

/**
 * What is younger is left to the payer's return and the webhook. Small, because it runs once a minute: what a provider
 * knows is ours a minute later at most.
 */
const youngSeconds = 2;
const settlingSeconds = 10;
/** A refund that was asked for is not sent again at once: its own job is at it. */
const refundSeconds = 60;
/** Payments that are asked about in one run; the others come first in the next one. */
const paymentsPerRun = 5_000;
const batchSize = 100;
const questionsAtOnce = 8;
/** After so many questions in a row without an answer a provider is down, and is left alone until the next run. */
const silencesMax = 8;
/** The next run begins then. */
const runSeconds = 50;
const refundsAtOnce = 200;

/**
 * Asks the providers about every payment that is still open, has orders settled whose money is there, and sends refunds
 * again that are not known to have arrived. Heals lost webhooks and crashes. One that fails does not keep the others, and
 * one provider that is down does not keep those of another.
 */
export async function reconcilePayments(platform: Platform): Promise<void> {
  const { db, log } = platform;
  await askAboutUndecided(platform);
  await withTx(db, async (tx) => {
    for (const payment of await findUnsettled(tx, settlingSeconds, paymentsPerRun)) await announceSuccess(tx, payment);
  });
  for (const refund of await findStuckRefunds(db, refundSeconds, refundsAtOnce)) {
    await sendRefund(platform, refund.id).catch((err: unknown) =>
      log.error({ err, alert: 'refund_stuck', refund: refund.id }, 'the provider did not give a refund'),
    );
  }
}

async function askAboutUndecided(platform: Platform): Promise<void> {
  const endMs = platform.clock.nowMs() + runSeconds * 1_000;
  const silences = new Map<string, number>();
  for (let asked = 0; asked < paymentsPerRun; ) {
    // Each batch notes what it asks about, so that the next one and another process take others.
    const batch = await withTx(platform.db, (tx) => takeUndecided(tx, youngSeconds, batchSize));
    await askAboutBatch(platform, batch, silences);
    asked += batch.length;
    if (batch.length < batchSize || platform.clock.nowMs() >= endMs) return;
  }
}

async function askAboutBatch(
  platform: Platform,
  batch: readonly PaymentRow[],
  silences: Map<string, number>,
): Promise<void> {
  const waiting = [...batch];
  const askOneByOne = async (): Promise<void> => {
    for (let payment = waiting.shift(); payment !== undefined; payment = waiting.shift()) {
      const silent = silences.get(payment.provider) ?? 0;
      if (silent >= silencesMax) continue;
      const { id, provider } = payment;
      try {
        await checkPayment(platform, payment);
        silences.set(provider, 0);
      } catch (err) {
        silences.set(provider, (silences.get(provider) ?? 0) + 1);
        platform.log.error(
          { err, alert: 'payment_unknown', payment: id },
          'the provider did not say what became of it',
        );
      }
    }
  };
  await Promise.all(Array.from({ length: questionsAtOnce }, askOneByOne));
}
