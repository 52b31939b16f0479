import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { findOrderByCode } from '../sql/orders.ts';
import { cancelPending } from './cancel-pending.ts';

/** An admin gives up an order that is not paid. Refused as the endpoint says. */
export async function cancelUnpaid(
  platform: Platform,
  { code, reason, actor }: { code: string; reason: string; actor: LoggedInActor },
): Promise<Refusal | null> {
  const order = await findOrderByCode(platform.db, code);
  if (order === undefined) return refuse('not_found');
  const { keys, clock } = platform;
  return cancelPending(platform, order.id, (tx) =>
    recordAction(tx, { keys, clock }, actor, {
      action: 'order.cancelled',
      subject: { kind: 'order', id: code },
      before: { status: 'pending' },
      after: { status: 'cancelled' },
      reason,
    }),
  );
}
