import { randomUUID } from 'node:crypto';
import { KeepAlive, type WireAnswer } from '../../../server/test/buyers/keep-alive.ts';

// Visitors of the overload check, a process of their own, over bare sockets that stay open, so that they take as little as can
// be from the machine that they share with the shop.

/** What the check wants: so many visits a second whatever becomes of them, or of so many visitors one after the other. */
export interface CrowdOrder {
  url: string;
  session: string;
  /** Access tokens of the accounts that buy, in turns; each may have thirty places in all. */
  tokens: string[];
  seconds: number;
  load: { perSecond: number } | { visitors: number };
}

/** What came of it while it lasted. Latencies count from the call to the end of its reply. */
export interface CrowdSaw {
  seconds: number;
  visits: number;
  /** Visitors who got all they came for. */
  whole: number;
  /** Places bought and paid, their tickets issued. */
  purchases: number;
  /** Replies by status; 0: the connection broke. */
  statuses: Record<number, number>;
  turnedAwayMs: number[];
  /** Replies 503 without Retry-After. */
  withoutRetryAfter: number;
  /** Processor time of this process, of one core, 0 to 1. */
  processor: number;
}

/** After the last visitor is gone: of those who were given a place, how many have tickets, and what befell the others. */
export interface CrowdEnd {
  granted: number;
  paid: number;
  failed: string[];
  checkoutMs: number[];
}

export type CrowdMessage = { kind: 'saw'; saw: CrowdSaw } | { kind: 'end'; end: CrowdEnd };

/** One in so many visitors buys, the others only look. */
const buysOneIn = 4;
/** Turned away, the page tries again by itself when it was told to; this often, then its visitor leaves. */
const triesMost = 3;
const lookAgainMs = 250;
const ticketsWithinMs = 30_000;
const tickMs = 5;
const card = { cardNumber: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };
const lost: WireAnswer = { status: 0, head: '', body: '' };
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Connections that nobody uses now; they last from one order to the next. */
const free: KeepAlive[] = [];
let bought = 0;

class Crowd {
  readonly #order: CrowdOrder;
  readonly #saw: Omit<CrowdSaw, 'seconds' | 'processor'> = {
    visits: 0,
    whole: 0,
    purchases: 0,
    statuses: {},
    turnedAwayMs: [],
    withoutRetryAfter: 0,
  };
  readonly #end: CrowdEnd = { granted: 0, paid: 0, failed: [], checkoutMs: [] };
  #isOver = false;

  constructor(order: CrowdOrder) {
    this.#order = order;
  }

  async run(say: (message: CrowdMessage) => void): Promise<void> {
    const { load, seconds } = this.#order;
    const processor = process.cpuUsage();
    const beganAtMs = performance.now();
    const untilMs = beganAtMs + seconds * 1_000;
    const visits = 'visitors' in load ? this.#inTurns(load.visitors, untilMs) : this.#atRate(load.perSecond, untilMs);
    await sleep(seconds * 1_000);
    this.#isOver = true;
    const tookMs = performance.now() - beganAtMs;
    const { user, system } = process.cpuUsage(processor);
    // A copy: what is still under way counts for checkouts, not for what was done in time.
    say({
      kind: 'saw',
      saw: { ...structuredClone(this.#saw), seconds: tookMs / 1_000, processor: (user + system) / 1e3 / tookMs },
    });
    await visits;
    say({ kind: 'end', end: this.#end });
  }

  async #inTurns(visitors: number, untilMs: number): Promise<void> {
    const visitor = async (): Promise<void> => {
      while (performance.now() < untilMs) await this.#visit();
    };
    await Promise.all(Array.from({ length: visitors }, visitor));
  }

  async #atRate(perSecond: number, untilMs: number): Promise<void> {
    const beganAtMs = performance.now();
    const visits: Promise<void>[] = [];
    while (performance.now() < untilMs) {
      const due = Math.floor(((performance.now() - beganAtMs) / 1_000) * perSecond);
      while (visits.length < due) visits.push(this.#visit());
      await sleep(tickMs);
    }
    await Promise.all(visits);
  }

  async #visit(): Promise<void> {
    this.#saw.visits += 1;
    const { session } = this.#order;
    for (const path of ['/sessions?sort=date&limit=20', `/sessions/${session}`]) {
      if ((await this.#patiently((wire) => wire.get(path))).status !== 200) return;
    }
    if (this.#saw.visits % buysOneIn === 0 && !(await this.#buy())) return;
    this.#saw.whole += 1;
  }

  /** True when there are tickets. */
  async #buy(): Promise<boolean> {
    const token = this.#order.tokens[bought++ % this.#order.tokens.length] ?? '';
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const wanted = { session: this.#order.session, category: 'A', offer: 'solo', quantity: 1 };
    const held = await this.#patiently((wire) => wire.post('/cart/lines', wanted, headers));
    if (held.status === 503) return false;
    this.#end.granted += 1;
    const beganAtMs = performance.now();
    const fault = held.status === 201 ? await this.#checkOut(token, held) : saidOf('hold', held);
    this.#end.checkoutMs.push(performance.now() - beganAtMs);
    if (fault !== null) this.#end.failed.push(fault);
    else {
      this.#end.paid += 1;
      this.#saw.purchases += 1;
    }
    return fault === null;
  }

  /** Null when paid, else what went wrong. */
  async #checkOut(token: string, held: WireAnswer): Promise<string | null> {
    const headers = () => ({ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() });
    const { id: cartId } = JSON.parse(held.body);
    const ordered = await this.#call((wire) => wire.post('/orders', { acceptTerms: true, cartId }, headers()));
    if (ordered.status !== 201) return saidOf('order', ordered);
    const { payment, code } = JSON.parse(ordered.body);
    const untilMs = performance.now() + ticketsWithinMs;
    let { clientSecret } = payment;
    // The bank did not answer in time: the page asks again too.
    while (clientSecret === null && performance.now() < untilMs) {
      await sleep(lookAgainMs);
      const asked = await this.#call((wire) => wire.get(`/payments/${payment.id}`, headers()));
      if (asked.status === 200) ({ clientSecret } = JSON.parse(asked.body));
    }
    const proof = { clientSecret, ...card };
    const path = `/simulated-bank/payments/${payment.id}/confirm`;
    const paid = await this.#call((wire) => wire.post(path, proof, headers()));
    if (paid.status !== 200) return saidOf('payment', paid);
    while (performance.now() < untilMs) {
      const order = await this.#call((wire) => wire.get(`/orders/${code}`, headers()));
      if (order.status !== 200) return saidOf('order', order);
      if (JSON.parse(order.body).status === 'paid') return null;
      await sleep(lookAgainMs);
    }
    return `no tickets ${ticketsWithinMs} ms after the order`;
  }

  /** Turned away, tries again when told to, as pages do. */
  async #patiently(ask: (wire: KeepAlive) => Promise<WireAnswer>): Promise<WireAnswer> {
    let answer = await this.#call(ask);
    for (let tried = 1; answer.status === 503 && tried < triesMost && !this.#isOver; tried += 1) {
      await sleep((retryAfterOf(answer) + Math.random()) * 1_000);
      answer = await this.#call(ask);
    }
    return answer;
  }

  async #call(ask: (wire: KeepAlive) => Promise<WireAnswer>): Promise<WireAnswer> {
    const wire = free.pop() ?? new KeepAlive(this.#order.url);
    await wire.open().catch(() => undefined);
    const beganAtMs = performance.now();
    const answer = await ask(wire).catch(() => lost);
    const { statuses, turnedAwayMs } = this.#saw;
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (answer.status === 503) {
      turnedAwayMs.push(performance.now() - beganAtMs);
      if (retryAfterOf(answer) === 0) this.#saw.withoutRetryAfter += 1;
    }
    if (answer.status === 0) wire.close();
    else free.push(wire);
    return answer;
  }
}

function retryAfterOf({ head }: WireAnswer): number {
  return Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0);
}

function saidOf(step: string, { status, body }: WireAnswer): string {
  return `${step} ${status} ${body.slice(0, 200)}`;
}

process.once('disconnect', () => process.exit());
process.on('message', (order: CrowdOrder) => {
  void new Crowd(order).run((message) => process.send?.(message));
});
