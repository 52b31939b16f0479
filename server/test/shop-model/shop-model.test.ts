import { expect, inject, test } from 'vitest';
import { randomToken } from '../../src/platform/keys/random.ts';
import { cloneDatabase } from '../clone.ts';
import { runModel } from './run-model.ts';

const runs = Number(process.env['OG_TEST_MODEL_RUNS'] ?? 60);
/** In the name of the test, so that it stands in every report. */
const seed = Date.now() % 2 ** 31;

async function run(input: { runs: number; statements?: readonly string[] }) {
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
