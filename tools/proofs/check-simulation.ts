import { openProofDatabase } from './lib/proof-database.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { plants } from '../../server/test/simulation/plants.ts';
import { type Plant, Simulation } from '../../server/test/simulation/simulation.ts';

// Orders and payments run from seeds, thousands of short lives: every statement and every call of the bank a step that the seed
// orders, with time-outs, lost and repeated webhooks, and processes that die. `--seed N` runs one again and tells all of it;
// `--plants 1` looks for planted faults.

const runs = numberOption('runs', 3_000);
const firstSeed = numberOption('from', Date.now() % 1_000_000_000);
const oneSeed = numberOption('seed', 0);
const withPlants = numberOption('plants', 0) > 0;
const runsToFind = 500;

async function simulate<T>(plant: Plant | null, work: (simulation: Simulation) => Promise<T>): Promise<T> {
  const database = await openProofDatabase();
  const simulation = await Simulation.open(database.url, database.keysDir, plant);
  try {
    return await work(simulation);
  } finally {
    await simulation.close();
    await database.close();
  }
}

async function many(): Promise<Finding> {
  const startedMs = performance.now();
  const { failed, ...figures } = await simulate(null, (simulation) => simulation.runMany(firstSeed, runs));
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  if (failed !== null) process.stdout.write(`${failed.log.join('\n')}\n`);
  return {
    name: 'orders and payments end well',
    passed: failed === null,
    figures: { firstSeed, seconds, ...figures, failedSeed: failed?.seed ?? null, violations: failed?.violations ?? [] },
  };
}

async function planted(plant: Plant): Promise<Finding> {
  const { failed, runs: needed } = await simulate(plant, (simulation) => simulation.runMany(firstSeed, runsToFind, 1));
  return {
    name: `finds: ${plant.name}`,
    passed: failed !== null,
    figures: { firstSeed, foundBySeed: failed?.seed ?? null, afterRuns: needed, saw: failed?.violations[0] ?? null },
  };
}

async function again(seed: number): Promise<Finding> {
  const { log, ...result } = await simulate(null, (simulation) => simulation.run(seed));
  process.stdout.write(`${log.join('\n')}\n`);
  return { name: `seed ${seed}`, passed: result.violations.length === 0, figures: { ...result } };
}

const findings: Finding[] = [];
if (oneSeed > 0) findings.push(await again(oneSeed));
else if (withPlants) {
  for (const plant of plants) {
    const finding = await planted(plant);
    process.stdout.write(`${JSON.stringify(finding)}\n`);
    findings.push(finding);
  }
} else findings.push(await many());
report('simulation', findings);
