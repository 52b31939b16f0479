import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serveMetrics } from '../../server/src/platform/metrics/metrics-server.ts';
import { freePort } from '../../server/test/bank-process.ts';
import { type Drill, drills } from './lib/alert-drills.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C42: each of the ten conditions is brought about in a shop that a real Prometheus watches by our rules; each alert must fire
// within a minute, and none before.

const withinSeconds = numberOption('within', 60);
const calmSeconds = numberOption('calm', 20);
const program = '/usr/bin/prometheus';
const rules = resolve('deploy/observability/alerts.yaml');

if (!existsSync(program)) {
  process.stderr.write('prometheus is not installed (Debian: prometheus): no rule was evaluated\n');
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'og-alerts-'));
const shop = await openProofShop({ environment: { LOG_LEVEL: 'error' } });
const metrics = await serveMetrics(shop.platform.metrics, { port: 0, host: '127.0.0.1' });
const [port, skewedPort, diskPort] = [await freePort(), await freePort(), await freePort()];
const targets = [new URL(metrics.url).host, `127.0.0.1:${skewedPort}`, `127.0.0.1:${diskPort}`];
await writeFile(
  join(folder, 'prometheus.yml'),
  JSON.stringify({
    global: { scrape_interval: '5s', evaluation_interval: '5s' },
    rule_files: [rules],
    scrape_configs: [{ job_name: 'og', static_configs: [{ targets }] }],
  }),
);
const prometheus = spawn(
  program,
  [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${folder}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ],
  { stdio: 'ignore' },
);

async function firing(): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/alerts`).catch(() => null);
  if (answer === null) return [];
  const { data }: { data: { alerts: { state: string; labels: { alertname: string } }[] } } = JSON.parse(
    await answer.text(),
  );
  return data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
}

async function drillOne(drill: Drill): Promise<Finding> {
  const { alert } = drill;
  const beganMs = performance.now();
  const name = `${alert} fires within ${withinSeconds} s`;
  const skipped = await drill.provoke();
  if (skipped !== null) return { name, passed: false, figures: { notProvoked: skipped } };
  while (performance.now() - beganMs < withinSeconds * 1_000) {
    if ((await firing()).includes(alert)) {
      return { name, passed: true, figures: { seconds: Math.round((performance.now() - beganMs) / 1_000) } };
    }
    await wait(500);
  }
  return { name, passed: false, figures: { seconds: withinSeconds } };
}

const findings: Finding[] = [];
const ends: (() => Promise<void>)[] = [];
try {
  await wait(calmSeconds * 1_000);
  const before = await firing();
  findings.push({ name: 'none fires before', passed: before.length === 0, figures: { before } });
  for (const drill of drills(shop, { skewedPort, diskPort, folder, ends })) {
    const finding = await drillOne(drill);
    process.stderr.write(`${JSON.stringify(finding)}\n`);
    findings.push(finding);
  }
} finally {
  for (const end of ends.toReversed()) await end();
  prometheus.kill('SIGTERM');
  await once(prometheus, 'exit');
  await metrics.stop();
  await shop.close();
  await rm(folder, { recursive: true, force: true });
}
report('C42', findings);
