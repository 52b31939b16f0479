import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { plants } from '../../server/test/simulation/plants.ts';
import type { Plant, Tally } from '../../server/test/simulation/simulation.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { simulate } from './lib/simulation-share.ts';

// Orders and payments run from seeds, thousands of short lives: every statement and every call of the bank a step that the seed
// orders, with time-outs, lost and repeated webhooks, and processes that die. `--seed N` runs one again and tells all of it;
// `--plants 1` looks for planted faults.

const runs = numberOption('runs', 3_000);
const firstSeed = numberOption('from', Date.now() % 1_000_000_000);
const oneSeed = numberOption('seed', 0);
const withPlants = numberOption('plants', 0) > 0;
/** Processes that share the runs, each with a database of its own. */
const atOnce = numberOption('at-once', availableParallelism());
const runsToFind = 500;

/** Runs seeds in a process of its own. */
async function runShare(from: number, count: number): Promise<Tally> {
  const script = fileURLToPath(new URL('lib/simulation-share.ts', import.meta.url));
  const child = fork(script, ['--from', String(from), '--runs', String(count)]);
  return new Promise((resolve, reject) => {
    child.once('message', (tally: Tally) => resolve(tally));
    child.once('exit', () => reject(new Error(`the share from seed ${from} ended without a word`)));
  });
}

async function many(): Promise<Finding> {
  const startedMs = performance.now();
  const share = Math.ceil(runs / atOnce);
  const shares = Array.from({ length: Math.ceil(runs / share) }, (_, n) => [
    n * share,
    Math.min(share, runs - n * share),
  ]);
  const tallies = await Promise.all(shares.map(([from = 0, count = 0]) => runShare(firstSeed + from, count)));
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const failed = tallies.find((tally) => tally.failed !== null)?.failed ?? null;
  if (failed !== null) process.stdout.write(`${failed.log.join('\n')}\n`);
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const figures = {
    runs: sum((tally) => tally.runs),
    steps: sum((tally) => tally.steps),
    crashes: sum((tally) => tally.crashes),
    orders: sum((tally) => tally.orders),
  };
  return {
    name: 'orders and payments end well',
    passed: failed === null && figures.runs === runs,
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
