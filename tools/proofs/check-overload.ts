import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ShopMessage } from './lib/overloaded-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { type Got, percentile, Visitors } from './lib/visitors.ts';

// C14: five times more than a shop can bear. It must go on serving as much as it can, turn the others away at once, keep
// its loop free, take money all the while, and be well again as soon as it is over.

const seconds = numberOption('seconds', 60);
const factor = numberOption('factor', 5);
const buyers = numberOption('buyers', 4);
const peakSeconds = Math.max(5, Math.round(seconds / 6));
const peakConnections = 16;
const connections = 128;
/** What browsers ask of the list; heavy for who answers, light for who asks. */
const listPath = '/sessions?limit=100&sort=date';
const holdShare = 0.05;
const tickMs = 10;
const card = { cardNumber: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };

interface Shop {
  child: ChildProcess;
  url: string;
  session: string;
  tokens: string[];
}

async function openShop(): Promise<Shop> {
  const child = fork(fileURLToPath(new URL('lib/overloaded-shop.ts', import.meta.url)));
  const ready = await told(child);
  if (ready.kind !== 'ready') throw new Error('the shop did not start');
  return { child, ...ready };
}

async function told(child: ChildProcess): Promise<ShopMessage> {
  const ended = new AbortController();
  const [message] = await Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the shop ended'))),
  ]);
  ended.abort();
  return message;
}

async function phaseOf({ child }: Shop): Promise<Extract<ShopMessage, { kind: 'phase' }>> {
  child.send('phase');
  const message = await told(child);
  if (message.kind !== 'phase') throw new Error('the shop lost its place');
  return message;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls a second that are answered when nobody asks for more than there is. */
async function findPeak(shop: Shop): Promise<number> {
  const visitors = new Visitors(shop.url, peakConnections);
  const endAtMs = performance.now() + peakSeconds * 1_000;
  let served = 0;
  const visit = async (): Promise<void> => {
    while (performance.now() < endAtMs) {
      const { status } = await visitors.call('GET', listPath);
      if (status === 200) served += 1;
    }
  };
  await Promise.all(Array.from({ length: peakConnections }, visit));
  visitors.close();
  return served / peakSeconds;
}

/** Sends so many calls a second, whatever becomes of them: browsing, and some that want places. */
async function overload(shop: Shop, perSecond: number): Promise<Got[]> {
  const visitors = new Visitors(shop.url, connections);
  const got: Got[] = [];
  let pending = 0;
  const note = (one: Got): number => {
    pending -= 1;
    return got.push(one);
  };
  const beganAtMs = performance.now();
  let sent = 0;
  const wanted = { session: shop.session, category: 'A', offer: 'solo', quantity: 1 };
  while (performance.now() - beganAtMs < seconds * 1_000) {
    const due = Math.floor(((performance.now() - beganAtMs) / 1_000) * perSecond);
    // A generator that cannot keep up must not pile calls up in its own memory and call that latency.
    for (; sent < due && pending < connections; sent += 1) {
      const isHold = Math.random() < holdShare;
      pending += 1;
      void (isHold ? visitors.call('POST', '/cart/lines', { body: wanted }) : visitors.call('GET', listPath)).then(
        note,
      );
    }
    await sleep(tickMs);
  }
  while (got.length < sent) await sleep(tickMs);
  visitors.close();
  return got;
}

interface Checkouts {
  paid: number;
  failed: string[];
  tookMs: number[];
}

/** Buyers who book, order and pay while it lasts. Turned away from a hold, they come back when asked to, as the page does. */
async function buy(shop: Shop, isOver: () => boolean): Promise<Checkouts> {
  const visitors = new Visitors(shop.url, buyers);
  const outcome: Checkouts = { paid: 0, failed: [], tookMs: [] };
  let turn = 0;
  const shopper = async (): Promise<void> => {
    while (!isOver()) {
      const token = shop.tokens[turn++ % shop.tokens.length] ?? '';
      const beganAtMs = performance.now();
      const fault = await checkout(visitors, shop, token);
      if (fault === null) outcome.paid += 1;
      else outcome.failed.push(fault);
      outcome.tookMs.push(performance.now() - beganAtMs);
      // An account may have thirty places in all.
      await sleep((buyers * seconds * 1_000) / (shop.tokens.length * 25));
    }
  };
  await Promise.all(Array.from({ length: buyers }, shopper));
  visitors.close();
  return outcome;
}

/** Null when paid, else what went wrong. */
async function checkout(visitors: Visitors, shop: Shop, token: string): Promise<string | null> {
  const line = { session: shop.session, category: 'A', offer: 'solo', quantity: 1 };
  const key = randomUUID();
  let held = await visitors.call('POST', '/cart/lines', { token, body: line, key });
  for (let again = 0; held.status === 503 && again < 20; again += 1) {
    await sleep((Number(held.retryAfter) + Math.random()) * 1_000);
    held = await visitors.call('POST', '/cart/lines', { token, body: line, key });
  }
  if (held.status !== 201) return `hold ${held.status} ${held.body.slice(0, 200)}`;
  const { id: cartId } = JSON.parse(held.body);
  const body = { acceptTerms: true, cartId };
  const ordered = await visitors.call('POST', '/orders', { token, body, key: randomUUID() });
  if (ordered.status !== 201) return `order ${ordered.status} ${ordered.body.slice(0, 200)}`;
  const { payment, code } = JSON.parse(ordered.body);
  let { clientSecret } = payment;
  // The bank did not answer in time: the page asks again too.
  for (let look = 0; clientSecret === null && look < 20; look += 1) {
    await sleep(500);
    ({ clientSecret } = JSON.parse((await visitors.call('GET', `/payments/${payment.id}`, { token })).body));
  }
  const confirmed = { clientSecret, ...card };
  const paid = await visitors.call('POST', `/simulated-bank/payments/${payment.id}/confirm`, {
    token,
    body: confirmed,
  });
  if (paid.status !== 200) return `payment ${paid.status} ${paid.body.slice(0, 200)}`;
  for (let look = 0; look < 100; look += 1) {
    const order = await visitors.call('GET', `/orders/${code}`, { token });
    if (order.status !== 200) return `order ${order.status} ${order.body.slice(0, 200)}`;
    if (JSON.parse(order.body).status === 'paid') return null;
    await sleep(100);
  }
  return 'no tickets ten seconds after the payment';
}

/** Milliseconds from now to the first of ten calls in a row that were served in time; infinite when that does not come. */
async function recovery(shop: Shop): Promise<number> {
  const visitors = new Visitors(shop.url, 1);
  const beganAtMs = performance.now();
  let wellSinceMs: number | null = null;
  for (let served = 0; served < 10; ) {
    const calledAtMs = performance.now() - beganAtMs;
    if (calledAtMs > 30_000) return Number.POSITIVE_INFINITY;
    const { status, tookMs } = await visitors.call('GET', listPath);
    const isWell = status === 200 && tookMs < 250;
    served = isWell ? served + 1 : 0;
    wellSinceMs = isWell ? (wellSinceMs ?? calledAtMs) : null;
    await sleep(50);
  }
  visitors.close();
  return Math.round(wellSinceMs ?? 0);
}

function findingsOf(input: {
  peak: number;
  got: readonly Got[];
  phase: Extract<ShopMessage, { kind: 'phase' }>;
  checkouts: Checkouts;
  recoveredMs: number;
}): Finding[] {
  const { peak, got, phase, checkouts, recoveredMs } = input;
  const served = got.filter(({ status }) => status === 200 || status === 201).length;
  const shed = got.filter(({ status }) => status === 503);
  const others = got.filter(({ status }) => ![200, 201, 409, 503].includes(status));
  const goodput = served / seconds;
  const shedP99Ms = percentile(
    shed.map(({ tookMs }) => tookMs),
    0.99,
  );
  const tried = checkouts.paid + checkouts.failed.length;
  return [
    {
      name: 'goodput at least 80 % of the peak',
      passed: goodput >= 0.8 * peak,
      figures: {
        peakPerSecond: Math.round(peak),
        offeredPerSecond: Math.round(got.length / seconds),
        servedPerSecond: Math.round(goodput),
        servedP99Ms: percentile(
          got.filter(({ status }) => status === 200).map(({ tookMs }) => tookMs),
          0.99,
        ),
      },
    },
    {
      name: 'who is turned away gets 503 with Retry-After within 100 ms',
      passed: shed.length > 0 && shed.every(({ retryAfter }) => Number(retryAfter) > 0) && shedP99Ms <= 100,
      figures: { shed: shed.length, ...phase.turnedAway, shedP99Ms },
    },
    {
      name: 'nothing but replies and refusals',
      passed: others.length === 0,
      figures: { others: others.length, statuses: [...new Set(others.map(({ status }) => status))] },
    },
    {
      name: 'delay of the event loop below 250 ms',
      passed: phase.loopDelayP99Ms < 250,
      figures: { loopDelayP99Ms: phase.loopDelayP99Ms },
    },
    {
      name: 'at least 99 % of the checkouts are paid',
      passed: tried > 0 && checkouts.paid / tried >= 0.99,
      figures: {
        paid: checkouts.paid,
        failed: checkouts.failed.slice(0, 5),
        tookP50Ms: percentile(checkouts.tookMs, 0.5),
        tookP99Ms: percentile(checkouts.tookMs, 0.99),
      },
    },
    { name: 'well again within 5 s', passed: recoveredMs <= 5_000, figures: { recoveredMs } },
  ];
}

async function main(): Promise<void> {
  const shop = await openShop();
  try {
    const peak = await findPeak(shop);
    await phaseOf(shop);
    let isOver = false;
    const buying = buy(shop, () => isOver);
    const got = await overload(shop, peak * factor);
    const [phase, recoveredMs] = [await phaseOf(shop), await recovery(shop)];
    isOver = true;
    report('C14', findingsOf({ peak, got, phase, checkouts: await buying, recoveredMs }));
  } finally {
    shop.child.send('end');
  }
}

await main();
