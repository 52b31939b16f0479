import type { Order, TimelineEntry } from '@og-tickets/contract/orders.ts';

/** How the money of an order that goes back stands with the bank. */
export interface RefundNews {
  kind: 'pending' | 'failed' | 'done';
  cents: number;
  /** When the bank accepted the last one. */
  at: string | null;
}

/** What to say of the refunds of an order: what still is on its way first; null when nothing goes back. */
export function refundNews({ timeline, refunded }: Pick<Order, 'timeline' | 'refunded'>): RefundNews | null {
  const of = (kind: TimelineEntry['kind']) => timeline.filter((entry) => entry.kind === kind);
  const back = of('refunded');
  const backCents = back.reduce((sum, { amount }) => sum + (amount?.cents ?? 0), 0);
  const openCents = refunded.cents - backCents;
  if (openCents > 0) {
    const open = of('refund_requested').length - back.length;
    const failed = of('refund_failed').length >= open;
    return { kind: failed ? 'failed' : 'pending', cents: openCents, at: null };
  }
  return backCents > 0 ? { kind: 'done', cents: backCents, at: back.at(-1)?.at ?? null } : null;
}
