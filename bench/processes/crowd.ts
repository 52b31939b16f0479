import { randomUUID } from 'node:crypto';
import type { Cart } from '@og-tickets/contract/carts.ts';
import { KeepAlive, type WireAnswer } from '../../server/test/buyers/keep-alive.ts';
import type { CrowdOrder, CrowdReport } from '../lib/crowd.ts';
import { sleep } from '../lib/stats.ts';

// The buyers of the benchmark: told by the parent what to do, one order after the other.

/** Of all calls: sent again with their key, for more than one may have, from two devices of one account at once. */
const shares = { repeated: 0.1, overLimit: 0.05, twoDevices: 0.05 };
const mostPlaces = 4;
/** More than the limit of a session in the benchmark. */
const tooMany = 10;
const firstSeconds = 2;
const firstShare = 0.6;
const quiet = { 'accept-language': 'fr' };

type BuyingOrder = Exclude<CrowdOrder, { kind: 'browse' }>;

const now = (): number => performance.timeOrigin + performance.now();

class Notes {
  readonly beganAtMs = now();
  readonly #processor = process.cpuUsage();
  readonly #statuses: Record<number, number> = {};
  readonly #doneAtMs: number[] = [];
  readonly #tookMs: number[] = [];
  readonly #granted = new Map<string, number>();
  grants = 0;
  repeated = 0;
  repeatedOtherwise = 0;

  done(status: number, sinceMs: number, counts: boolean): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (!counts) return;
    const nowMs = now();
    this.#doneAtMs.push(nowMs);
    this.#tookMs.push(nowMs - sinceMs);
  }

  grant(cartId: string, places: number): void {
    this.grants += 1;
    this.#granted.set(cartId, (this.#granted.get(cartId) ?? 0) + places);
  }

  report(): CrowdReport {
    const { user, system } = process.cpuUsage(this.#processor);
    const { beganAtMs, grants, repeated, repeatedOtherwise } = this;
    return {
      beganAtMs,
      endedAtMs: now(),
      statuses: this.#statuses,
      doneAtMs: Float64Array.from(this.#doneAtMs),
      tookMs: Float64Array.from(this.#tookMs),
      granted: this.#granted,
      grants,
      repeated,
      repeatedOtherwise,
      processorSeconds: (user + system) / 1e6,
    };
  }
}

const lost: WireAnswer = { status: 0, head: '', body: '' };

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}

function cartOf(answer: WireAnswer): Cart {
  return JSON.parse(answer.body);
}

/** One buyer's wish; true when it was granted. `sinceMs` is when it was meant to be said. */
async function wish(
  order: BuyingOrder,
  wires: Wires,
  notes: Notes,
  sinceMs: number,
  places?: number,
): Promise<WireAnswer> {
  const dice = Math.random();
  const plain = places !== undefined;
  const isOver = !plain && dice < shares.overLimit;
  const token = !plain && dice > 1 - shares.twoDevices ? pick(order.tokens ?? []) : undefined;
  const quantity = places ?? (isOver ? tooMany : 1 + Math.floor(Math.random() * mostPlaces));
  const body = { session: pick(order.sessions), category: 'A', offer: 'solo', quantity };
  if (token !== undefined) return fromTwoDevices(wires, notes, sinceMs, { body, token });
  const headers = { ...quiet, 'idempotency-key': randomUUID() };
  const answer = await wires.own.post('/cart/lines', body, headers).catch(() => lost);
  notes.done(answer.status, sinceMs, answer.status === 201);
  if (answer.status !== 201) return answer;
  notes.grant(cartOf(answer).id ?? '', quantity);
  if (Math.random() < shares.repeated) {
    const again = await wires.own.post('/cart/lines', body, headers).catch(() => lost);
    notes.repeated += 1;
    // A server that was killed meanwhile says nothing at all.
    if (again.status !== 0 && again.status !== 503 && again.body !== answer.body) notes.repeatedOtherwise += 1;
  }
  return answer;
}

async function fromTwoDevices(
  wires: Wires,
  notes: Notes,
  sinceMs: number,
  { body, token }: { body: { quantity: number }; token: string },
): Promise<WireAnswer> {
  wires.second ??= new KeepAlive(wires.url);
  const devices = [wires.own, wires.second];
  const answers = await Promise.all(
    devices.map((device) =>
      device
        .post('/cart/lines', body, { ...quiet, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() })
        .catch(() => lost),
    ),
  );
  for (const answer of answers) {
    notes.done(answer.status, sinceMs, answer.status === 201);
    if (answer.status === 201) notes.grant(cartOf(answer).id ?? '', body.quantity);
  }
  return answers[0] ?? lost;
}

interface Wires {
  url: string;
  own: KeepAlive;
  second: KeepAlive | null;
}

async function openWires(order: CrowdOrder): Promise<Wires[]> {
  const wires = Array.from({ length: order.connections }, (_, index): Wires => {
    const url = order.urls[index % order.urls.length] ?? '';
    return { url, own: new KeepAlive(url), second: null };
  });
  for (let from = 0; from < wires.length; from += 50) {
    await Promise.all(wires.slice(from, from + 50).map(({ own }) => own.open().catch(() => undefined)));
  }
  return wires;
}

/** A server that went away is not asked again at once. */
const awayMs = 100;

async function closed(
  order: Extract<CrowdOrder, { kind: 'closed' }>,
  wires: readonly Wires[],
  notes: Notes,
): Promise<void> {
  const untilMs = now() + order.seconds * 1_000;
  const buyer = async (own: Wires): Promise<void> => {
    while (now() < untilMs) {
      const { status } = await wish(order, own, notes, now());
      if (status === 0) await sleep(awayMs);
    }
  };
  await Promise.all(wires.map(buyer));
}

async function sellOut(
  order: Extract<CrowdOrder, { kind: 'sell-out' }>,
  wires: readonly Wires[],
  notes: Notes,
): Promise<void> {
  const untilMs = now() + order.seconds * 1_000;
  const buyer = async (own: Wires): Promise<void> => {
    let places = 1 + Math.floor(Math.random() * mostPlaces);
    while (now() < untilMs) {
      const { status, head } = await wish(order, own, notes, now(), places);
      if (status === 409 && places === 1) return;
      if (status === 409) places = 1;
      if (status === 503) await sleep(1_000 * Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 1));
    }
  };
  await Promise.all(wires.map(buyer));
}

async function open(
  order: Extract<CrowdOrder, { kind: 'open' }>,
  wires: readonly Wires[],
  notes: Notes,
): Promise<void> {
  const beganAtMs = now();
  const first = Math.round(order.arrivals * firstShare);
  const gapMs = (order.tailSeconds * 1_000) / (order.arrivals - first);
  let atMs = firstSeconds * 1_000;
  const dueMs = Array.from({ length: first }, () => Math.random() * firstSeconds * 1_000).toSorted((a, b) => a - b);
  for (let left = order.arrivals - first; left > 0; left -= 1) {
    atMs -= Math.log(1 - Math.random()) * gapMs;
    dueMs.push(atMs);
  }
  const free = [...wires];
  const waiting: number[] = [];
  const running = new Set<Promise<void>>();
  const serveOne = async (own: Wires, sinceMs: number): Promise<void> => {
    await wish(order, own, notes, sinceMs);
    free.push(own);
  };
  const serveNext = (): void => {
    while (waiting.length > 0 && free.length > 0) {
      const sinceMs = waiting.shift() ?? 0;
      const own = free.pop();
      if (own === undefined) return;
      const one = serveOne(own, sinceMs).finally(() => {
        running.delete(one);
        serveNext();
      });
      running.add(one);
    }
  };
  for (const due of dueMs) {
    const left = beganAtMs + due - now();
    if (left > 1) await sleep(left);
    waiting.push(beganAtMs + due);
    serveNext();
  }
  while (running.size > 0) await Promise.race(running);
}

async function browse(
  order: Extract<CrowdOrder, { kind: 'browse' }>,
  wires: readonly Wires[],
  notes: Notes,
): Promise<void> {
  const untilMs = now() + order.seconds * 1_000;
  const visitor = async ({ own }: Wires): Promise<void> => {
    while (now() < untilMs) {
      const sinceMs = now();
      const { status } = await own.get(order.path, quiet).catch(() => lost);
      notes.done(status, sinceMs, status === 200);
      if (status === 0) await sleep(awayMs);
    }
  };
  await Promise.all(wires.map(visitor));
}

async function work(order: CrowdOrder): Promise<CrowdReport> {
  const wires = await openWires(order);
  const notes = new Notes();
  if (order.kind === 'closed') await closed(order, wires, notes);
  else if (order.kind === 'sell-out') await sellOut(order, wires, notes);
  else if (order.kind === 'open') await open(order, wires, notes);
  else await browse(order, wires, notes);
  const report = notes.report();
  for (const { own, second } of wires) {
    own.close();
    second?.close();
  }
  return report;
}

process.on('message', (order: CrowdOrder) => {
  void work(order).then((report) => process.send?.(report));
});
