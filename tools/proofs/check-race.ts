import { Buyers, removeGuard } from '../../server/test/buyers/last-places.ts';
import { startProcesses } from '../../server/test/processes.ts';
import { checkInvariants } from '../../server/test/invariants.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C01: 500 buyers at once for 1 to 6 of the last 50 places, three server processes on one database, many times; then the same
// without the lock of the decision and without the constraint, which must sell more places than there are.

const runs = numberOption('runs', 100);
const buyersAtOnce = numberOption('buyers', 500);
const places = 50;
const processes = 3;
const oversoldAtLeast = 0.95;

interface Tally {
  exact: number;
  oversold: number;
  failed: number;
  violations: number;
}

async function rushes(guard: 'with' | 'without'): Promise<Tally> {
  const shop = await openProofShop();
  if (guard === 'without') await removeGuard(shop);
  const running = await startProcesses(shop, processes);
  const buyers = new Buyers(running.urls, buyersAtOnce);
  const tally: Tally = { exact: 0, oversold: 0, failed: 0, violations: 0 };
  try {
    await buyers.open();
    for (let run = 0; run < runs; run += 1) {
      const { statuses, granted, taken, held } = await buyers.rush(shop, places);
      if (held === places && taken === places && granted === places) tally.exact += 1;
      if (held > places) tally.oversold += 1;
      for (const [status, count] of Object.entries(statuses)) if (Number(status) >= 500) tally.failed += count;
      if (guard === 'with') tally.violations += (await checkInvariants(shop.db)).length;
    }
  } finally {
    buyers.close();
    await running.stop();
    await shop.close();
  }
  return tally;
}

const guarded = await rushes('with');
const unguarded = await rushes('without');
const findings: Finding[] = [
  {
    name: 'every rush ends with exactly the places there are, no failure, no invariant broken',
    passed: guarded.exact === runs && guarded.failed === 0 && guarded.violations === 0,
    figures: { runs, buyersAtOnce, ...guarded },
  },
  {
    name: 'control: without the lock nearly every rush oversells',
    passed: unguarded.oversold >= runs * oversoldAtLeast,
    figures: { runs, buyersAtOnce, ...unguarded },
  },
];
report('race', findings);
