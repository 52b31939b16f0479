import { type OrderStatus, orderStatuses } from '@og-tickets/contract/rules/order-states.ts';

/** What the orders are filtered by, as it stands in the address; days are of this computer's time zone. */
export interface OrdersFilter {
  q?: string;
  status?: OrderStatus;
  session?: string;
  from?: string;
  to?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const sessionCode = /^[A-Z0-9]{3,10}$/;
const qMax = 254;

/** Reads a filter from an address or a form; what is not one is left out. */
export function readOrdersFilter(search: Record<string, unknown>): OrdersFilter {
  // The address reads `q=123456` as a number.
  const textOf = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };
  const status = orderStatuses.find((one) => one === search['status']);
  const session = textOf('session').toUpperCase();
  const q = textOf('q').slice(0, qMax);
  const [from, to] = [textOf('from'), textOf('to')];
  return {
    ...(q === '' ? {} : { q }),
    ...(status === undefined ? {} : { status }),
    ...(sessionCode.test(session) ? { session } : {}),
    ...(day.test(from) ? { from } : {}),
    ...(day.test(to) ? { to } : {}),
  };
}

/** The filter as the server takes it: from the first moment of a day to the last of another. */
export function ordersQuery({ from, to, ...same }: OrdersFilter) {
  const startOf = (text: string, daysLater: number): string => {
    const date = new Date(`${text}T00:00:00`);
    date.setDate(date.getDate() + daysLater);
    return date.toISOString();
  };
  return {
    ...same,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}
