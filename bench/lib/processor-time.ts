import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc in a second: Linux has said 100 to programs for decades, whatever it counts in itself. */
const ticksPerSecond = 100;

interface Stat {
  parent: number;
  ownTicks: number;
  /** Of children that have ended and were waited for. */
  childrenTicks: number;
}

function statOf(pid: number | string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { parent: at(1), ownTicks: at(11) + at(12), childrenTicks: at(13) + at(14) };
  } catch {
    return null;
  }
}

/** Processor time of these processes so far, in seconds; 0 where the system has no /proc. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.ownTicks ?? 0), 0) / ticksPerSecond;
}

/** Processor time of a PostgreSQL with all its processes, those that ended included, in seconds; 0 without /proc. */
export function postgresSeconds(postmaster: number): number {
  const own = statOf(postmaster);
  if (own === null) return 0;
  let ticks = own.ownTicks + own.childrenTicks;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat?.parent === postmaster) ticks += stat.ownTicks;
  }
  return ticks / ticksPerSecond;
}
