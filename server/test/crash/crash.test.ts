import { expect, inject, test } from 'vitest';
import { randomToken } from '../../src/platform/keys/random.ts';
import { cloneDatabase } from '../clone.ts';
import { crash } from './crash.ts';

// Small; `npm run check:crash` kills 300 servers and 100 workers.
const seed = inject('seed');

test(`kills in the middle of purchases lose no order, no money and no place (seed ${seed})`, async () => {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const { url: databaseUrl } = clone;
  const keysDir = inject('keysDir');
  const result = await crash({ databaseUrl, keysDir, seed, serverKills: 2, workerKills: 1, killsARound: 2 });
  for (const round of result.rounds) expect(round).toMatchObject({ lost: [], undecided: 0, violations: [] });
  expect(result.captured).toBeGreaterThan(0);
  await clone.drop();
}, 400_000);
