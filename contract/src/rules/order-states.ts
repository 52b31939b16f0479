export const orderStatuses = ['pending', 'paid', 'partially_refunded', 'refunded', 'expired', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** What an order may become, by what it is. Nothing else is ever written. */
const next: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['paid', 'expired', 'cancelled'],
  paid: ['partially_refunded', 'refunded', 'cancelled'],
  partially_refunded: ['refunded', 'cancelled'],
  refunded: [],
  // Money that came too late, while the places were still free.
  expired: ['paid'],
  cancelled: [],
};

/** May an order go from one status to the other? */
export function orderMayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}

/** The statuses from which an order may become `to`. */
export function orderStatusesBefore(to: OrderStatus): OrderStatus[] {
  return orderStatuses.filter((from) => orderMayBecome(from, to));
}
