import { apiPrefix } from '../../../../platform/http/server.ts';
import { defineJob } from '../../../../platform/jobs/jobs.ts';
import { withTx } from '../../../../platform/database/database.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { findEvent, markDelivered } from './books.ts';
import { signatureHeader, signEvent } from './signature.ts';

/** Sends one event to the shop's webhook. Fails, and is tried again with growing pauses, until the shop takes it. */
export const deliverEvent = defineJob<{ eventId: string }>('simulated-bank.deliver-event');

/** About three days at the queue's growing pauses. */
export const deliveryTries = 20;
const deliveryPatienceMs = 10_000;

/** The work of `deliverEvent`: over HTTP and signed, as a company elsewhere would do. Throws when the shop refuses. */
export async function postEvent(platform: Platform, eventId: string): Promise<void> {
  const event = await findEvent(platform.db, eventId);
  if (event.delivered_at !== null) return;
  const body = Buffer.from(event.body);
  const response = await fetch(`${platform.ownUrl()}${apiPrefix}/payments/webhooks/simulated-bank`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [signatureHeader]: signEvent(platform.keys.bankWebhook, body, platform.clock.nowMs()),
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(deliveryPatienceMs),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the shop answered ${response.status} to event ${eventId} of the simulated bank`);
  await withTx(platform.db, (tx) => markDelivered(tx, eventId));
}
