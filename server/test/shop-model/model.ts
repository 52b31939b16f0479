/** A line of a cart as the model knows it. */
export interface ModelLine {
  session: number;
  offer: 'solo' | 'duo';
  quantity: number;
  /** Its places are held. */
  isHeld: boolean;
}

export interface ModelTicket {
  line: number;
  unit: number;
  session: number;
  offer: ModelLine['offer'];
  entries: number;
  status: 'valid' | 'used' | 'cancelled' | 'refunded';
}

export interface ModelOrder {
  code: string;
  paymentId: string;
  secret: string;
  account: number;
  lines: Omit<ModelLine, 'isHeld'>[];
  status: 'pending' | 'paid' | 'partially_refunded' | 'refunded' | 'expired' | 'cancelled';
  /** What the bank knows. */
  charge: 'open' | 'captured' | 'closed';
  /** The shop has turned the money into tickets or a refund. */
  isSettled: boolean;
  refundedCents: number;
  tickets: ModelTicket[];
}

export const offers = { solo: { places: 1, cents: 5_000 }, duo: { places: 2, cents: 9_000 } } as const;
const perSession = 6;
const perLine = 10;

/** What the whole shop must do, told in plain sums over lists: small enough to be seen to be right. */
export class ShopModel {
  readonly capacities: number[];
  readonly cancelledSessions = new Set<number>();
  readonly carts: ModelLine[][];
  readonly orders: ModelOrder[] = [];

  constructor(capacities: readonly number[], accounts: number) {
    this.capacities = [...capacities];
    this.carts = Array.from({ length: accounts }, () => []);
  }

  /** Places that are held or sold, without those whose time is over. */
  taken(session: number): number {
    return this.carts.reduce((sum, _, account) => sum + this.#places(account, session), 0);
  }

  add(account: number, session: number, offer: ModelLine['offer'], quantity: number): string {
    if (this.cancelledSessions.has(session)) return 'sales_closed';
    const cart = this.carts[account] ?? [];
    const line = cart.find((one) => one.session === session && one.offer === offer);
    const wanted = (line?.quantity ?? 0) + quantity;
    if (wanted > perLine) return 'limit_per_session';
    return this.#hold(account, line ?? { session, offer, quantity: 0, isHeld: false }, wanted, line === undefined);
  }

  change(account: number, line: ModelLine, quantity: number): string {
    if (line.isHeld && quantity <= line.quantity) {
      line.quantity = quantity;
      return 'done';
    }
    if (this.cancelledSessions.has(line.session)) return 'sales_closed';
    return this.#hold(account, line, quantity, false);
  }

  /** What an order of this cart is refused for, or the lines that it takes. */
  order(account: number): string | ModelOrder['lines'] {
    const cart = this.carts[account] ?? [];
    if (cart.length === 0) return 'cart_empty';
    if (cart.some((line) => !line.isHeld)) return 'hold_expired';
    this.carts[account] = [];
    return cart.map(({ session, offer, quantity }) => ({ session, offer, quantity }));
  }

  /** The shop learns that the money of an order is there. */
  learn(order: ModelOrder): void {
    if (order.isSettled) return;
    order.isSettled = true;
    const sells = order.status === 'pending' || (order.status === 'expired' && this.#canRetake(order));
    if (!sells) {
      order.refundedCents = totalOf(order);
      return;
    }
    order.status = 'paid';
    order.tickets = order.lines.flatMap(({ session, offer, quantity }, line) =>
      Array.from({ length: quantity }, (_, at): ModelTicket => {
        return { line, unit: at + 1, session, offer, entries: 0, status: 'valid' };
      }),
    );
  }

  /** Ends a pending order, unless its money had come. */
  end(order: ModelOrder, as: 'expired' | 'cancelled'): void {
    if (order.status !== 'pending') return;
    if (order.charge === 'captured') return this.learn(order);
    order.charge = 'closed';
    order.status = as;
  }

  cancel(order: ModelOrder, ticket: ModelTicket | null): string {
    if (order.status === 'pending') {
      this.end(order, 'cancelled');
      return order.charge === 'captured' ? 'order_paid_meanwhile' : 'done';
    }
    if (!isPaid(order)) return 'order_not_cancellable';
    const chosen = ticket === null ? order.tickets.filter(isFree) : [ticket].filter(isFree);
    if (chosen.length === 0) return 'ticket_not_cancellable';
    takeBack(order, chosen, 'cancelled');
    return 'done';
  }

  refund(order: ModelOrder, ticket: ModelTicket | null): string {
    if (!isPaid(order)) return 'order_not_cancellable';
    const chosen = ticket === null ? order.tickets.filter(isLive) : [ticket].filter(isLive);
    if (chosen.length === 0) return 'ticket_not_cancellable';
    takeBack(order, chosen, 'refunded');
    return 'done';
  }

  cancelSession(session: number): string {
    if (this.cancelledSessions.has(session)) return 'session_cancelled';
    this.cancelledSessions.add(session);
    for (const line of this.carts.flat()) if (line.session === session) line.isHeld = false;
    for (const order of this.orders.filter(({ lines }) => lines.some((line) => line.session === session))) {
      this.end(order, 'cancelled');
      const chosen = order.tickets.filter((ticket) => ticket.session === session && isLive(ticket));
      if (isPaid(order) && chosen.length > 0) takeBack(order, chosen, 'refunded');
    }
    return 'done';
  }

  setCapacity(session: number, capacity: number): boolean {
    if (this.taken(session) > capacity) return false;
    this.capacities[session] = capacity;
    return true;
  }

  #hold(account: number, line: ModelLine, quantity: number, isNew: boolean): string {
    const { session, offer } = line;
    const more = (quantity - (line.isHeld ? line.quantity : 0)) * offers[offer].places;
    if (this.#places(account, session) + more > perSession) return 'limit_per_session';
    if (this.taken(session) + more > (this.capacities[session] ?? 0)) return 'capacity_exhausted';
    Object.assign(line, { quantity, isHeld: true });
    if (isNew) this.carts[account]?.push(line);
    return 'done';
  }

  #places(account: number, session: number): number {
    const cart = (this.carts[account] ?? []).filter((line) => line.session === session && line.isHeld);
    const own = this.orders.filter((order) => order.account === account);
    const claimed = own.filter(({ status }) => status === 'pending').flatMap((order) => order.lines);
    const sold = own.flatMap((order) => order.tickets).filter((one) => one.session === session && isLive(one));
    return (
      placesOf(cart) +
      placesOf(claimed.filter((line) => line.session === session)) +
      sold.reduce((sum, ticket) => sum + offers[ticket.offer].places, 0)
    );
  }

  #canRetake({ account, lines }: ModelOrder): boolean {
    return [...new Set(lines.map((line) => line.session))].every((session) => {
      const places = placesOf(lines.filter((line) => line.session === session));
      const fits = this.taken(session) + places <= (this.capacities[session] ?? 0);
      return fits && !this.cancelledSessions.has(session) && this.#places(account, session) + places <= perSession;
    });
  }
}

function placesOf(lines: readonly Pick<ModelLine, 'offer' | 'quantity'>[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * offers[line.offer].places, 0);
}

function totalOf(order: ModelOrder): number {
  return order.lines.reduce((sum, line) => sum + line.quantity * offers[line.offer].cents, 0);
}

function isPaid({ status }: ModelOrder): boolean {
  return status === 'paid' || status === 'partially_refunded';
}

function isLive({ status }: ModelTicket): boolean {
  return status === 'valid' || status === 'used';
}

function isFree(ticket: ModelTicket): boolean {
  return isLive(ticket) && ticket.entries === 0;
}

function takeBack(order: ModelOrder, tickets: readonly ModelTicket[], to: 'cancelled' | 'refunded'): void {
  for (const ticket of tickets) {
    ticket.status = to;
    order.refundedCents += offers[ticket.offer].cents;
  }
  order.status = order.tickets.some(isLive) ? 'partially_refunded' : to;
}
