/** `failed`: the provider refuses it for good; an admin can have it asked for again. The money is owed all the same. */
export const refundStatuses = ['requested', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** What a refund may become, by what it is. Nothing else is ever written. */
const next: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  requested: ['succeeded', 'failed'],
  // Asked for again; or it had gone through after all.
  failed: ['requested', 'succeeded'],
  succeeded: [],
};

/** May a refund go from one status to the other? */
export function refundMayBecome(from: RefundStatus, to: RefundStatus): boolean {
  return next[from].includes(to);
}

/** The statuses from which a refund may become `to`. */
export function refundStatusesBefore(to: RefundStatus): RefundStatus[] {
  return refundStatuses.filter((from) => refundMayBecome(from, to));
}
