// npm run lighthouse: measures home, list, session and cart of a demo shop of its own with Lighthouse (phone, slow 4G, processor
// four times slower), the median of five runs a page; `-- --runs 3` for less, `-- --write` puts the table into docs/performance.md.
// Lighthouse is fetched by npx at a fixed version: with its own libraries, some for telemetry, it is no part of the shop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table, writeReport } from '../bench/lib/write-report.ts';

const version = '13.5.0';
const port = 3457;
const url = `http://localhost:${port}`;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const goals: Record<(typeof categories)[number], number> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};
const goalLcpMs = 1_800;
const goalCls = 0.05;

/** What Lighthouse writes, as far as it is read here. */
interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; numericValue?: number }>;
}

/** Chromium's trace has no beginning now and then, and Lighthouse gives up: it is asked so often. */
const triesMost = 3;

async function measure(path: string, folder: string, attempt = 1): Promise<Report> {
  const output = join(folder, 'report.json');
  const flags = '--headless=new --no-sandbox --disable-gpu';
  const args = [
    '--yes',
    `lighthouse@${version}`,
    `${url}${path}`,
    '--quiet',
    '--output=json',
    `--output-path=${output}`,
  ];
  const run = spawn('npx', [...args, `--only-categories=${categories.join(',')}`, `--chrome-flags=${flags}`], {
    env: { CHROME_PATH: '/usr/bin/chromium', ...process.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(run, 'exit');
  if (code !== 0 && attempt < triesMost) return measure(path, folder, attempt + 1);
  if (code !== 0) throw new Error(`Lighthouse ended with ${String(code)} on ${path}`);
  return JSON.parse(await readFile(output, 'utf8'));
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const figure = (report: Report, audit: string): number => report.audits[audit]?.numericValue ?? Number.NaN;

/** Scores of 100 and times of the runs on a page; what kept a score from 100 otherwise than by time. */
function summary(page: string, reports: readonly Report[]) {
  const score = (category: string) =>
    Math.round(median(reports.map((one) => (one.categories[category]?.score ?? 0) * 100)));
  const faults = new Set(
    reports.flatMap((report) =>
      categories
        .slice(1)
        .flatMap((category) =>
          (report.categories[category]?.auditRefs ?? [])
            .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 1)
            .map(({ id }) => `${id}: ${report.audits[id]?.title ?? ''}`),
        ),
    ),
  );
  return {
    page,
    scores: categories.map(score),
    lcpMs: median(reports.map((one) => figure(one, 'largest-contentful-paint'))),
    cls: median(reports.map((one) => figure(one, 'cumulative-layout-shift'))),
    blockedMs: median(reports.map((one) => figure(one, 'total-blocking-time'))),
    faults: [...faults],
  };
}

function rowOf({ page, scores, lcpMs, cls, blockedMs }: ReturnType<typeof summary>): (string | number)[] {
  const met = scores.every((score, at) => score >= (goals[categories[at] ?? 'seo'] ?? 100));
  const inTime = lcpMs <= goalLcpMs && cls <= goalCls;
  return [
    page,
    ...scores,
    Math.round(lcpMs),
    cls.toFixed(3),
    Math.round(blockedMs),
    met && inTime ? 'met' : '**not met**',
  ];
}

async function firstSession(): Promise<string> {
  const reply = await fetch(`${url}/api/v1/sessions?available=true&limit=1`);
  const { items }: { items: { code: string }[] } = await reply.json();
  const [first] = items;
  if (first === undefined) throw new Error('the demo sells nothing');
  return `/epreuves/${first.code}`;
}

const { values } = parseArgs({ options: { runs: { type: 'string' }, write: { type: 'boolean' } } });
const runs = Number(values.runs ?? 5);
const folder = await mkdtemp(join(tmpdir(), 'og-tickets-lighthouse-'));
const loadBefore = loadavg()[0] ?? 0;
const server = spawn(process.execPath, ['server/src/main.ts'], {
  env: { ...process.env, PORT: String(port), OG_DATA_DIR: folder },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');
try {
  for await (const text of server.stdout.setEncoding('utf8')) if (String(text).includes('Ctrl-C')) break;
  const pages = { home: '/', list: '/epreuves', session: await firstSession(), cart: '/panier' };
  const summaries = [];
  for (const [page, path] of Object.entries(pages)) {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run += 1) reports.push(await measure(path, folder));
    summaries.push(summary(page, reports));
    process.stdout.write(`${JSON.stringify(summaries.at(-1))}\n`);
  }
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load before the run ${loadBefore.toFixed(1)}, median of ${runs}`;
  const head = ['page', ...categories, 'LCP ms', 'CLS', 'blocked ms', ''];
  const faults = summaries.flatMap(({ page, faults: found }) => found.map((fault) => `- ${page}: ${fault}`));
  const markdown = [machine, table(head, summaries.map(rowOf)), faults.join('\n')].filter(Boolean).join('\n\n');
  await writeReport('lighthouse', markdown, summaries);
} finally {
  server.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
}
