import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeSession } from '../factory.ts';
import { startTestShop, type TestShop } from '../harness.ts';
import { type Rolling, startRolling } from './rolling.ts';
import { type RoundRobin, startRoundRobin } from './round-robin.ts';
import { steadyLoad } from './steady-load.ts';

// C18 in small: two processes behind a proxy, each ended by SIGTERM and started again under load. `npm run check:rolling` does
// it with three behind nginx and haproxy.

let shop: TestShop;
let session: MadeSession;
let rolling: Rolling;
let proxy: RoundRobin;
beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session({ categories: [{ category: 'A', capacity: 100_000, pricePerPlaceCents: 5_000 }] });
  rolling = await startRolling(shop, 2);
  proxy = await startRoundRobin(rolling.urls);
}, 180_000);
afterAll(async () => {
  await proxy.close();
  await rolling.stop();
  await shop.close();
});

test('a restart of one process after the other loses no call, and each ends within 10 s', async () => {
  let restarted = false;
  const load = steadyLoad(proxy.url, { session: session.code, perSecond: 20, calls: 40, isEnough: () => restarted });
  const ends: number[] = [];
  for (const at of [0, 1]) {
    ends.push(await rolling.restart(at));
    // As every orchestrator does: the next one only when this one is back.
    await proxy.allReady();
  }
  restarted = true;
  const saw = await load;
  expect(saw.failures).toEqual([]);
  expect(saw.calls).toBeGreaterThan(39);
  expect(saw.statuses[201]).toBeGreaterThan(0);
  for (const endMs of ends) expect(endMs).toBeLessThan(10_000);
}, 180_000);

test('who is about to stop says so before it takes no more calls, and asks for connections to be closed', async () => {
  const leaving = await startTestShop({ environment: { SHUTDOWN_DRAIN_SECONDS: '2' } });
  const { url } = leaving;
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, ready.headers.get('connection')]).toEqual([200, 'keep-alive']);
  const end = leaving.close();
  const [said, health, call] = await Promise.all(
    ['/readyz', '/healthz', '/api/v1/sessions'].map((path) => fetch(`${url}${path}`)),
  );
  expect([said?.status, health?.status, call?.status]).toEqual([503, 200, 200]);
  expect(call?.headers.get('connection')).toBe('close');
  await end;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});
