import { crash, isWhole } from '../../server/test/crash/crash.ts';
import { openProofDatabase } from './lib/proof-database.ts';
import { numberOption, report } from './lib/report.ts';

// C07: the server is killed with -9 again and again in the middle of purchases, then a process beside it that works the jobs;
// the bank and the buyers are processes of their own. Afterwards every charge is one paid order or one refund.

const serverKills = numberOption('kills', 300);
const workerKills = numberOption('worker-kills', 100);
const seed = numberOption('seed', Date.now() % 1_000_000_000);

const database = await openProofDatabase();
try {
  const startedMs = performance.now();
  const result = await crash({ databaseUrl: database.url, keysDir: database.keysDir, seed, serverKills, workerKills });
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const { lost, violations, ...figures } = result;
  const shown = { seconds, ...figures, lost: lost.slice(0, 5), violations: violations.slice(0, 5) };
  // What the plan held besides: the address of a database that is gone, and its folder.
  const { databaseUrl: _url, keysDir: _dir, ...said } = { databaseUrl: '', keysDir: '', ...shown };
  report('C07', [{ name: 'kills lose no order, no money and no place', passed: isWhole(result), figures: said }]);
} finally {
  await database.close();
}
