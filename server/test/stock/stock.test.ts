import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, inject } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { anyStep } from './steps.ts';
import { StockWorld } from './world.ts';

const runs = 60;
const maxSteps = 60;
/** In the name of the test, so that it stands in every report; give it to `check` to see the same steps again. */
const seed = inject('seed');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 4 });
});
afterAll(() => database.close());

it(`whatever happens to places, holds and counters are what the model says (seed ${seed})`, async () => {
  let worlds = 0;
  let steps = 0;
  const property = fc.asyncProperty(fc.array(anyStep, { maxLength: maxSteps, size: 'max' }), async (list) => {
    worlds += 1;
    const world = new StockWorld(database.db, worlds * 10);
    await world.begin();
    for (const step of list) {
      await world.run(step);
      steps += 1;
    }
  });
  await fc.assert(property, { seed, numRuns: runs });
  expect(steps).toBeGreaterThan(runs);
}, 120_000);
