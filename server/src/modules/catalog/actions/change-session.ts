import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { findChange, insertChange, lockSession, openSales, setCancelled, setMoved } from '../sql/session-changes.ts';

/** A session does not take place, or at another time; the reason is told to everybody, in their language. */
export type SessionChangeWish = { code: string; reason: { fr: string; en: string } } & (
  | { kind: 'cancelled' }
  | {
      kind: 'moved';
      newStartsAt: Date;
      /** Whoever had ordered before may have the price back until then. */
      refundUntil: Date;
    }
);

/**
 * Cancels a session, or moves it with its doors, end and deadlines, and writes down why. Nothing of it is sold from then on;
 * a moved one is again after `resumeSales`. Refused when there is no such session (`not_found`) and when it was cancelled
 * before (`session_cancelled`).
 */
export async function changeSession(
  tx: Tx,
  wish: SessionChangeWish,
): Promise<{ changeId: string; sessionId: number } | Refusal> {
  const session = await lockSession(tx, wish.code);
  if (session === undefined) return refuse('not_found');
  if (session.status === 'cancelled') return refuse('session_cancelled');
  const id = uuidv7();
  const change = {
    id,
    session_id: session.id,
    kind: wish.kind,
    reason_fr: wish.reason.fr,
    reason_en: wish.reason.en,
    previous_starts_at: session.starts_at,
  };
  if (wish.kind === 'cancelled') {
    await insertChange(tx, { ...change, new_starts_at: null, refund_until: null, sales_close_at: null });
    await setCancelled(tx, session.id);
  } else {
    const laterMs = wish.newStartsAt.getTime() - session.starts_at.getTime();
    const closeAt = session.sales_close_at;
    await insertChange(tx, {
      ...change,
      new_starts_at: wish.newStartsAt,
      refund_until: wish.refundUntil,
      sales_close_at: closeAt === null ? null : new Date(closeAt.getTime() + laterMs),
    });
    await setMoved(tx, session.id, wish.newStartsAt);
  }
  return { changeId: id, sessionId: session.id };
}

/** Sells a moved session again, once everybody has been told of its new date. */
export async function resumeSales(tx: Tx, changeId: string): Promise<void> {
  const change = await findChange(tx, changeId);
  if (change.kind === 'moved') await openSales(tx, change.session_id, change.sales_close_at);
}
