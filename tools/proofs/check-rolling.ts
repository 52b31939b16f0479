import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { startProxy } from './lib/proxies.ts';
import { startRolling } from '../../server/test/rolling/rolling.ts';
import { startRoundRobin } from '../../server/test/rolling/round-robin.ts';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C18: three processes behind a proxy are ended by SIGTERM and started again, one after the other and round and round, while
// calls come at an even pace. None is lost, and each process ends within 10 s.

const calls = numberOption('calls', 20_000);
const perSecond = numberOption('rate', 100);
const wanted = ['nginx', 'haproxy', 'node'].filter((name) => !process.argv.includes(`--without-${name}`));
const programs: Record<string, string> = { nginx: '/usr/sbin/nginx', haproxy: '/usr/sbin/haproxy' };

const shop = await openProofShop();
const findings: Finding[] = [];
try {
  const categories = [{ category: 'A', capacity: 1_000_000, pricePerPlaceCents: 5_000 }];
  const { code: session } = await shop.make.session({ categories });
  for (const name of wanted) {
    const program = programs[name];
    if (program !== undefined && !existsSync(program)) {
      process.stderr.write(`${name} is not installed: skipped\n`);
      continue;
    }
    const rolling = await startRolling(shop, 3, { SHUTDOWN_DRAIN_SECONDS: '2', LOG_LEVEL: 'error' });
    const watcher = await startRoundRobin(rolling.urls);
    const proxy = program === undefined ? null : await startProxy(name, program, rolling.urls);
    try {
      const over = new AbortController();
      const url = proxy?.url ?? watcher.url;
      const load = steadyLoad(url, { session, perSecond, calls }).finally(() => over.abort());
      const endsMs: number[] = [];
      for (let at = 0; !over.signal.aborted; at = (at + 1) % 3) {
        endsMs.push(await rolling.restart(at));
        await watcher.allReady();
      }
      const saw = await load;
      const failed =
        saw.calls -
        Object.entries(saw.statuses).reduce((sum, [status, count]) => sum + (status.startsWith('2') ? count : 0), 0);
      findings.push({
        name: `behind ${name}: no call without 2xx, each process ends within 10 s`,
        passed: failed === 0 && endsMs.length > 0 && Math.max(...endsMs) <= 10_000,
        figures: { ...saw, restarts: endsMs.length, slowestEndMs: Math.max(...endsMs) },
      });
    } finally {
      await proxy?.stop();
      await watcher.close();
      await rolling.stop();
      if (proxy !== null) await rm(proxy.folder, { recursive: true, force: true });
    }
  }
} finally {
  await shop.close();
}
report('C18', findings);
