import { type OrderStatus, orderStatuses } from '@og-tickets/contract/rules/order-states.ts';
import { isSessionCode } from './parts/code-list.ts';
import { isDay, wholeDays } from './parts/days.ts';

/** What the orders are filtered by, as it stands in the address; days are of this computer's time zone. */
export interface OrdersFilter {
  q?: string;
  status?: OrderStatus;
  session?: string;
  from?: string;
  to?: string;
}

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
    ...(isSessionCode(session) ? { session } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}

/** The filter as the server takes it. */
export function ordersQuery({ from, to, ...same }: OrdersFilter) {
  return { ...same, ...wholeDays({ from, to }) };
}
