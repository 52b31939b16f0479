import { expect, inject, test } from 'vitest';
import { randomToken } from '../../src/platform/keys/random.ts';
import { cloneDatabase } from '../clone.ts';
import { plants } from './plants.ts';
import { type Plant, Simulation } from './simulation.ts';

// Small; `npm run check:simulation` runs thousands, and one again by its seed.
const runs = 60;
/** A planted fault is looked for from a seed that found it, by so many: what the shop does may have changed since. */
const runsToFind = 60;
const firstSeed = Date.now() % 1_000_000_000;

async function simulate<T>(plant: Plant | null, work: (simulation: Simulation) => Promise<T>): Promise<T> {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const simulation = await Simulation.open(clone.url, inject('keysDir'), plant);
  try {
    return await work(simulation);
  } finally {
    await simulation.close();
    await clone.drop();
  }
}

test(`orders and payments end well whatever happens between them (${runs} seeds from ${firstSeed})`, async () => {
  const tally = await simulate(null, (simulation) => simulation.runMany(firstSeed, runs));
  expect(tally.failed, `npm run check:simulation -- --seed ${tally.failed?.seed}`).toBeNull();
  expect(tally.orders).toBeGreaterThan(runs);
  expect(tally.crashes).toBeGreaterThan(runs / 2);
}, 240_000);

test(`the same seed takes the same steps (${firstSeed})`, async () => {
  const [one, two] = await simulate(null, async (simulation) => [
    await simulation.run(firstSeed),
    await simulation.run(firstSeed),
  ]);
  expect(one?.steps).toBeGreaterThan(50);
  expect(two).toEqual(one);
}, 60_000);

test.each(plants.filter(({ foundBy }) => foundBy !== undefined))(
  'finds it: $name',
  async (plant) => {
    const from = plant.foundBy ?? firstSeed;
    const { failed } = await simulate(plant, (simulation) => simulation.runMany(from, runsToFind, 1));
    process.stdout.write(`planted "${plant.name}": found by seed ${failed?.seed}: ${failed?.violations[0]}\n`);
    expect(failed?.violations.length).toBeGreaterThan(0);
  },
  240_000,
);
