import { plantedFaults } from '../../server/test/shop-model/planted.ts';
import { runModel } from '../../server/test/shop-model/run-model.ts';
import { openProofDatabase } from './lib/proof-database.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C03: random sequences of up to 60 commands on the real shop, compared with a model after each command. `--plants 1` looks for
// planted faults; `--seed N` runs one again.

const runs = numberOption('runs', 2_000);
const seed = numberOption('seed', Date.now() % 2 ** 31);
const withPlants = numberOption('plants', 0) > 0;

async function look(name: string, statements: readonly string[], isPlanted: boolean): Promise<Finding> {
  const database = await openProofDatabase();
  const startedMs = performance.now();
  try {
    const { url: databaseUrl, keysDir } = database;
    const result = await runModel({ databaseUrl, keysDir, seed, runs, statements });
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    return { name, passed: (result.failure !== null) === isPlanted, figures: { seconds, ...result } };
  } finally {
    await database.close();
  }
}

const findings: Finding[] = [];
if (withPlants) {
  for (const { name, statements } of plantedFaults) {
    const finding = await look(`finds: ${name}`, statements, true);
    process.stdout.write(`${JSON.stringify(finding)}\n`);
    findings.push(finding);
  }
} else findings.push(await look('the shop does what its model does', [], false));
report('C03', findings);
