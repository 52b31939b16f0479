import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { createLogger } from '../log.ts';
import { Admission, type Load } from './admission.ts';
import { LoopRounds } from './loop-rounds.ts';

const quiet: Load = { loopDelayMs: 1, poolWaiting: 0, poolConnections: 8, isCrowded: false };
const crowded: Load = { ...quiet, loopDelayMs: 90 };
const crushed: Load = { ...quiet, loopDelayMs: 400 };
const never = ['payments', 'webhooks', 'orders', 'scans', 'operations'] as const;
const log = createLogger('silent');

/** Rounds of a clock that stands still: a test that the machine holds up is not late in a round. */
const stillRounds = (): LoopRounds => new LoopRounds(() => 0);

/** An admission after so many looks at a load, with a coin that always lands just so. */
function after(looks: number, load: Load, coin = 0): Admission {
  const admission = new Admission(log, () => coin, stillRounds());
  for (let look = 0; look < looks; look += 1) admission.feel(load);
  return admission;
}

function refused(admission: Admission, requestClass: Parameters<Admission['enter']>[0]): boolean {
  return admission.enter(requestClass) !== null;
}

describe('whom it turns away', () => {
  test('nobody while there is room', () => {
    const admission = after(100, quiet);
    expect(admission.figures()).toMatchObject({ browsingShed: 0, holdsShed: 0 });
    expect([refused(admission, 'browsing'), refused(admission, 'holds')]).toEqual([false, false]);
  });

  test('browsing alone as long as that helps', () => {
    const admission = after(200, crowded);
    expect(admission.figures()).toMatchObject({ browsingShed: 1, holdsShed: 0 });
    expect([refused(admission, 'browsing'), refused(admission, 'holds')]).toEqual([true, false]);
  });

  test('holds when it does not, and nothing else ever', () => {
    const admission = after(200, crushed);
    expect(admission.figures()).toMatchObject({ browsingShed: 1, holdsShed: 1 });
    expect([refused(admission, 'browsing'), refused(admission, 'holds')]).toEqual([true, true]);
    expect(never.filter((requestClass) => refused(admission, requestClass))).toEqual([]);
  });

  test('a queue for connections counts as much as a slow loop', () => {
    const waiting = (calls: number) => after(200, { ...quiet, poolWaiting: calls }).figures();
    expect(waiting(8 * 4)).toMatchObject({ browsingShed: 0, holdsShed: 0 });
    expect(waiting(8 * 8)).toMatchObject({ browsingShed: 0.5, holdsShed: 0 });
    expect(waiting(8 * 12)).toMatchObject({ browsingShed: 1, holdsShed: 0 });
    expect(waiting(8 * 20)).toMatchObject({ browsingShed: 1, holdsShed: 1 });
  });

  test('a share that follows the load, and goes when the load goes', () => {
    const admission = after(3, crowded, 0.5);
    expect(admission.figures().browsingShed).toBeGreaterThan(0);
    expect(refused(admission, 'browsing')).toBe(false);
    for (let look = 0; look < 20; look += 1) admission.feel(crowded);
    expect(refused(admission, 'browsing')).toBe(true);
    for (let look = 0; look < 30; look += 1) admission.feel(quiet);
    expect(admission.figures().browsingShed).toBe(0);
    expect(refused(admission, 'browsing')).toBe(false);
  });

  test.each([
    { isCrowded: false, browsingMs: 100, holdsMs: 200 },
    { isCrowded: true, browsingMs: 15, holdsMs: 60 },
  ])('calls late in a round, crowded $isCrowded: browsing after $browsingMs ms, holds after $holdsMs ms', (one) => {
    const { isCrowded, browsingMs, holdsMs } = one;
    const round = { sinceMs: 0, isCrowded };
    class ToldRounds extends LoopRounds {
      override come() {
        return round;
      }
    }
    const admission = new Admission(log, () => 0, new ToldRounds());
    const refusedAt = (sinceMs: number) => {
      round.sinceMs = sinceMs;
      return [refused(admission, 'browsing'), refused(admission, 'holds')];
    };
    expect(refusedAt(browsingMs)).toEqual([false, false]);
    expect(refusedAt(browsingMs + 1)).toEqual([true, false]);
    expect(refusedAt(holdsMs)).toEqual([true, false]);
    expect(refusedAt(holdsMs + 1)).toEqual([true, true]);
    expect(never.filter((requestClass) => refused(admission, requestClass))).toEqual([]);
  });

  test('calls beyond what one process can hold at once, whatever it feels; each that ends makes room', () => {
    const admission = new Admission(log, Math.random, stillRounds());
    const entered = Array.from({ length: 1_200 }, () => refused(admission, 'browsing')).filter((no) => !no);
    expect(entered).toHaveLength(1_000);
    expect(refused(admission, 'holds')).toBe(false);
    admission.leave('browsing');
    expect([refused(admission, 'browsing'), refused(admission, 'browsing')]).toEqual([false, true]);
  });

  test('whatever happened before: never money, gates or orders, and never a hold while some browsing is let in', () => {
    const load = fc.record({
      loopDelayMs: fc.integer({ min: 0, max: 2_000 }),
      poolWaiting: fc.integer({ min: 0, max: 2_000 }),
      poolConnections: fc.integer({ min: 1, max: 64 }),
      isCrowded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(load, { maxLength: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (loads, coin) => {
        const admission = new Admission(log, () => coin, stillRounds());
        for (const one of loads) admission.feel(one);
        expect(never.filter((requestClass) => refused(admission, requestClass))).toEqual([]);
        const { browsingShed, holdsShed } = admission.figures();
        expect(holdsShed === 0 || browsingShed === 1).toBe(true);
      }),
      { seed: inject('seed') },
    );
  });

  test('who is turned away hears when to come back, not all at the same time', () => {
    const admission = new Admission(log, Math.random, stillRounds());
    for (let look = 0; look < 200; look += 1) admission.feel(crushed);
    const waits = new Set<number>();
    for (let call = 0; call < 300; call += 1) waits.add(admission.enter('browsing') ?? 0);
    expect([...waits].toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6]);
  });
});

/** What a reply says to browsers beyond its own content. */
function securityOf({ headers }: { headers: Headers }): Record<string, string> {
  const own = /^(content-(type|length)|date|retry-after|connection|keep-alive)$/;
  return Object.fromEntries([...headers].filter(([name]) => !own.test(name)));
}

/** Feels only what the test tells it. */
class ToldAdmission extends Admission {
  override start(): void {
    this.stop();
  }
}

describe('a shop in which all that can be turned away is', () => {
  let shop: TestShop;
  const admission = new ToldAdmission(log);
  beforeAll(async () => {
    shop = await startTestShop({ admission });
  });
  afterAll(() => shop.close());

  test('says so to browsing and holds; orders, payments, tickets, gates and operators go on', async () => {
    const session = await shop.make.session();
    const browser = await shop.make.login();
    const order = await shop.make.order(browser, session);
    const controller = await shop.make.login(await shop.make.account('controller'));
    const usual = securityOf(await shop.client().get('/sessions'));
    expect(Object.keys(usual).length).toBeGreaterThan(10);
    for (let look = 0; look < 200; look += 1) admission.feel(crushed);
    for (const path of ['/sessions', `/sessions/${session.code}`, `/sessions/${session.code}/availability/stream`]) {
      const answer = await shop.client().get(path);
      expect([path, answer.status, Client.problem(answer).code]).toEqual([path, 503, 'overloaded']);
      expect(answer.headers.get('retry-after')).toMatch(/^[2-6]$/);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(securityOf(answer)).toEqual(usual);
    }
    const wanted = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
    expect((await browser.post('/cart/lines', wanted)).status).toBe(503);
    const paid = await shop.make.pay(browser, order);
    expect(paid.status).toBe('paid');
    expect((await browser.get('/tickets')).status).toBe(200);
    expect((await controller.get('/gate/sessions')).status).toBe(200);
    expect((await shop.make.login()).accessToken).not.toBeNull();
    const ready = await shop.client().get('//readyz');
    expect(ready.body).toMatchObject({ status: 'ready', catalogue: { stale: false }, admission: { browsingShed: 1 } });
    expect((await shop.client().get('//')).status).not.toBe(503);
    for (let look = 0; look < 100; look += 1) admission.feel(quiet);
    expect((await shop.client().get('/sessions')).status).toBe(200);
    expect((await browser.post('/cart/lines', wanted)).status).toBe(201);
  });
});
