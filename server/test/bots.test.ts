import { expect, it } from 'vitest';
import { callTooOften, rushOfBots } from './buyers/bots.ts';
import { startTestShop } from './harness.ts';

// C28 in small; `npm run check:bots` does it in full.

it('bots hold no more than their accounts may, and somebody honest gets a place', async () => {
  const shop = await startTestShop();
  const seen = await rushOfBots(shop, 20);
  expect(seen.heldByBots).toBeGreaterThan(0);
  expect(seen.mostHeld).toBe(seen.mayHold);
  expect(seen.periods).not.toBeNull();
  await shop.close();
}, 120_000);

it('who calls too often for an address or an account is told when to come back', async () => {
  const shop = await startTestShop({ rateLimits: true });
  const { perAddress, perAccount } = await callTooOften(shop);
  expect(perAddress).toEqual({ sent: 40, refused: 10, withRetryAfter: 10 });
  expect(perAccount).toEqual({ sent: 10, refused: 5, withRetryAfter: 5 });
  await shop.close();
}, 120_000);
