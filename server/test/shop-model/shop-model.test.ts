import { expect, inject, test } from 'vitest';
import { randomToken } from '../../src/platform/keys/random.ts';
import { cloneDatabase } from '../clone.ts';
import { plantedFaults } from './planted.ts';
import { runModel } from './run-model.ts';

// Small; `npm run check:model` runs two thousand sequences.

const runs = 40;
/** A planted fault is found within so many. */
const runsToFind = 100;
/** In the name of the test, so that it stands in every report. */
const seed = Date.now() % 2 ** 31;

async function run(input: { runs: number; statements?: readonly string[]; shrinks?: boolean }) {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  try {
    return await runModel({ databaseUrl: clone.url, keysDir: inject('keysDir'), seed, ...input });
  } finally {
    await clone.drop();
  }
}

test(`the shop does what its model does, whatever happens (seed ${seed})`, async () => {
  const { failure } = await run({ runs });
  expect(failure).toBeNull();
}, 400_000);

test.each(plantedFaults)(
  `finds it: $name (seed ${seed})`,
  async ({ statements, shrinks }) => {
    const { failure, savedAs } = await run({ runs: runsToFind, statements, shrinks });
    expect(failure).not.toBeNull();
    expect(savedAs).toContain(String(seed));
  },
  400_000,
);
