import { crash, isWhole, type RoundResult } from '../../server/test/crash/crash.ts';
import { openProofDatabase } from './lib/proof-database.ts';
import { numberOption, report } from './lib/report.ts';

// C07: the one process of a shop is killed with -9 again and again in the middle of purchases, then the one of two that works
// the jobs; the bank and the buyers are processes of their own. After every twentieth kill all is let come to rest, half a
// minute at most, and every charge must be one paid order or one refund. What it found of each round goes to stderr.

const serverKills = numberOption('kills', 300);
const workerKills = numberOption('worker-kills', 100);
const killsARound = numberOption('kills-a-round', 20);
const seed = numberOption('seed', Date.now() % 1_000_000_000);

const database = await openProofDatabase();
try {
  const startedMs = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedMs) / 1_000);
  const onRound = (round: RoundResult): void =>
    void process.stderr.write(`${JSON.stringify({ seconds: seconds(), ...round })}\n`);
  const plan = {
    databaseUrl: database.url,
    keysDir: database.keysDir,
    seed,
    serverKills,
    workerKills,
    killsARound,
    onRound,
  };
  const result = await crash(plan);
  const { rounds, ...counts } = result;
  const figures = {
    seconds: seconds(),
    ...counts,
    rounds: rounds.length,
    secondsToRest: Math.max(...rounds.map(({ secondsToRest }) => secondsToRest)),
    undecided: rounds.map(({ undecided }) => undecided).filter((orders) => orders > 0),
    lost: rounds.flatMap(({ lost }) => lost).slice(0, 5),
    violations: rounds.flatMap(({ violations }) => violations).slice(0, 5),
  };
  report('C07', [{ name: 'kills lose no order, no money and no place', passed: isWhole(result), figures }]);
} finally {
  await database.close();
}
