import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { openFaultyShop, isWhole } from './lib/faulty-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C20: hours of an ordinary day. Memory, files and connections stay what they were, and so does the time of an answer.
// Linux only: figures of the processes come from /proc.

const minutes = numberOption('minutes', 60);
const perSecond = numberOption('rate', 30);
const slices = 6;
const pageBytes = 4_096;

interface Look {
  rssMb: number;
  files: number;
}

function look(pid: number): Look {
  const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return { rssMb: Math.round((Number(resident) * pageBytes) / 1e6), files: readdirSync(`/proc/${pid}/fd`).length };
}

/** One buys after the other, some ten places a second; every account stops at thirty. */
const buyers = { atOnce: 1, accounts: Math.ceil(minutes * 40) };

const shop = await openFaultyShop({ processes: 2, buyers });
const findings: Finding[] = [];
try {
  await shop.startBuyers();
  // What is compiled and cached in the first minutes is no leak.
  await steadyLoad(shop.url, { session: shop.session, perSecond, calls: Math.max(200, minutes * perSecond * 6) });
  const looks: (Look & { p99Ms: number })[] = [];
  for (let slice = 0; slice < slices; slice += 1) {
    const calls = Math.round((minutes * 60 * perSecond) / slices);
    const saw = await steadyLoad(shop.url, { session: shop.session, perSecond, calls });
    await wait(500);
    const pids = shop.rolling.pids().map(look);
    const sum = (of: (one: Look) => number): number => pids.reduce((total, one) => total + of(one), 0);
    looks.push({ rssMb: sum(({ rssMb }) => rssMb), files: sum(({ files }) => files), p99Ms: saw.p99Ms });
    process.stderr.write(`${JSON.stringify(looks.at(-1))}\n`);
  }
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no look was taken');
  const growth = (of: (one: (typeof looks)[number]) => number): number => of(last) / Math.max(1, of(first)) - 1;
  findings.push(
    {
      name: 'memory grows by less than 10 %',
      passed: growth(({ rssMb }) => rssMb) < 0.1,
      figures: { minutes, perSecond, looks },
    },
    {
      name: 'open files stay',
      passed: last.files <= first.files + 10,
      figures: { first: first.files, last: last.files },
    },
    {
      name: 'p99 drifts by less than 15 %',
      passed: growth(({ p99Ms }) => p99Ms) < 0.15,
      figures: { p99Ms: looks.map(({ p99Ms }) => p99Ms) },
    },
  );
  const rest = await shop.comeToRest();
  findings.push({ name: 'nothing lost or left open', passed: isWhole(rest), figures: { ...rest } });
} finally {
  await shop.close();
}
report('C20', findings);
