import { expect, inject, test } from 'vitest';
import { randomToken } from '../../src/platform/keys/random.ts';
import { cloneDatabase } from '../clone.ts';
import { plantedFaults } from './planted.ts';
import { runModel } from './run-model.ts';

// Small; `npm run check:model` runs two thousand sequences.

const runs = 25;
/** A planted fault is looked for from a seed that found it, by so many: what the shop does may have changed since. */
const runsToFind = 100;
/** In the name of the test, so that it stands in every report. */
const seed = inject('seed');

async function run(input: { seed: number; runs: number; statements?: readonly string[]; shrinks?: boolean }) {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  try {
    return await runModel({ databaseUrl: clone.url, keysDir: inject('keysDir'), ...input });
  } finally {
    await clone.drop();
  }
}

test(`the shop does what its model does, whatever happens (seed ${seed})`, async () => {
  const { failure } = await run({ seed, runs });
  expect(failure).toBeNull();
}, 400_000);

test.each(plantedFaults)(
  'finds it: $name (seed $foundBy)',
  async ({ statements, shrinks, foundBy }) => {
    const { failure, savedAs } = await run({ seed: foundBy, runs: runsToFind, statements, shrinks });
    expect(failure).not.toBeNull();
    expect(savedAs).toContain(String(foundBy));
  },
  400_000,
);
