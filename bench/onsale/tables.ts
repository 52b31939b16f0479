import { rounded } from '../lib/stats.ts';
import { table } from '../lib/write-report.ts';
import type { Opening } from './arrivals.ts';
import { type Compared, medianOf } from './compare.ts';
import type { Crash } from './crashes.ts';
import type { Paying } from './paying.ts';
import type { Target } from './targets.ts';

/** Closed loops: the median of the rounds, by connections. */
export function closedTable(title: string, compared: readonly Compared[]): string {
  const figure = (one: Compared, of: (seen: Compared['rounds'][number]) => number): number =>
    rounded(medianOf(compared, one.strategy, one.connections, of));
  const rows = compared
    .toSorted((a, b) => a.connections - b.connections)
    .map((one) => [
      one.connections,
      one.strategy,
      figure(one, (seen) => seen.holdsPerSecond),
      figure(one, (seen) => seen.p50Ms),
      figure(one, (seen) => seen.p99Ms),
      figure(one, (seen) => seen.serverMsPerHold),
      figure(one, (seen) => seen.postgresMsPerHold),
    ]);
  const head = [
    'connections',
    'strategy',
    'holds/s',
    'p50 ms',
    'p99 ms',
    'server CPU ms a hold',
    'PostgreSQL CPU ms a hold',
  ];
  return `${title}\n\n${table(head, rows)}`;
}

/** The doors opened, once a row. */
export function openingTable(openings: readonly Opening[]): string {
  const rows = openings.map((one) => [
    one.strategy,
    one.processes,
    rounded(one.holdsPerSecond),
    rounded(one.p50Ms),
    rounded(one.p99Ms),
    rounded(one.seconds),
    Object.entries(one.statuses)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', '),
  ]);
  const head = ['strategy', 'processes', 'holds/s', 'p50 ms', 'p99 ms', 'over in s', 'replies'];
  return `${openings[0]?.arrivals ?? 0} buyers, 60 % within 2 s:\n\n${table(head, rows)}`;
}

/** What was promised and what came of it. */
export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ id, target, measured, met }) => [id, target, measured, met ? 'met' : '**not met**']);
  return table(['id', 'target', 'measured', ''], rows);
}

/** What became of those who had a hold, in a sentence. */
export function payingText(seen: Paying): string {
  const { paid, twice, late, ordered, held } = seen.endings;
  return (
    `Paying at a bank that takes 50 to 500 ms for each answer: ${paid + twice + late + ordered + held} holds, of which ${paid} ` +
    `paid, ${twice} paid and told twice, ${late} paid when their order was over (${seen.lateTickets} got tickets, ` +
    `${seen.lateRefunds} their money back); ${rounded(seen.paidPerSecond)} a second, from order to tickets p50 ` +
    `${rounded(seen.payP50Ms)} ms, p99 ${rounded(seen.payP99Ms)} ms, ${seen.failures.length} failed. The other ${seen.expired} ` +
    `ended at the same moment; their places were free after ${rounded(seen.expiredSeconds)} s, ${seen.stillTaken} stayed ` +
    `taken. Invariants broken, the bank's books included: ${seen.violations.length}.`
  );
}

/** Kills, in a sentence. */
export function crashText(crashes: readonly Crash[]): string {
  const each = crashes.map((one) => `${one.killed} (${one.grants} grants, ${one.audit.acknowledgedLost} lost)`);
  return `Killed in full flight: ${each.join(', ')}.`;
}
