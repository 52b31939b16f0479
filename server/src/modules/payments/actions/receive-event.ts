import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PaymentProvider } from '../providers/provider.ts';
import { findProvider } from '../providers/providers.ts';
import { insertProviderEvent } from '../sql/provider-events.ts';
import { failRefund } from './fail-refund.ts';
import { lockPaymentOf, recordCharge } from './record-charge.ts';
import { recordRefund } from './record-refund.ts';

interface Delivery {
  provider: string;
  rawBody: Buffer;
  header: (name: string) => string | undefined;
}

/**
 * Takes a webhook. Believed only when its signature covers these very bytes and it fits what we asked for; its id is
 * kept in the transaction of its effect, so that it may come twice, late and in any order.
 */
export async function receiveEvent(platform: Platform, delivery: Delivery): Promise<null | Refusal> {
  const provider = findProvider(platform, delivery.provider);
  if (provider === null) return refuse('not_found');
  const refused = await receive(platform, provider, delivery);
  const outcome = refused === null ? 'taken' : 'refused';
  platform.metrics.count('og_webhooks_total', { provider: provider.name, outcome });
  return refused;
}

async function receive(platform: Platform, provider: PaymentProvider, delivery: Delivery): Promise<null | Refusal> {
  const { log } = platform;
  const event = await provider.verifyEvent(delivery.rawBody, delivery.header);
  if (event === 'ignored') return null;
  if (event === null) {
    log.error({ alert: 'webhook_forged', provider: provider.name }, 'a webhook without a valid signature was refused');
    return refuse('webhook_refused');
  }
  return withTx(platform.db, async (tx) => {
    const payment = await lockPaymentOf(tx, log, provider.name, event.charge);
    if (payment === null) return refuse('webhook_refused');
    const { id: eventId, kind } = event;
    const isNew = await insertProviderEvent(tx, { provider: provider.name, eventId, paymentId: payment.id, kind });
    if (!isNew) return null;
    await recordCharge(tx, payment, event.charge, 'event');
    if (event.refund?.failed === true) {
      await failRefund(tx, log, payment, event.refund);
      return null;
    }
    if (event.refund !== null && !(await recordRefund(tx, payment, event.refund))) {
      log.error(
        { alert: 'refund_mismatch', provider: provider.name, eventId, payment: payment.id },
        'a provider told us of a refund that we did not ask for; nothing was changed',
      );
      return refuse('webhook_refused');
    }
    return null;
  });
}
