import { type Compared, type Dashboard, shopTimeZone } from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import { countPlaces, countWindow, dayStarts, type Window } from '../sql/dashboard.ts';
import { sumByQuarter } from '../sql/sums.ts';

const freshMs = 1_000;
const quarterMs = 15 * 60_000;
const hourMs = 4 * quarterMs;
const dayMs = 24 * hourMs;
/** What happened on past days until now is counted anew this often: it hardly moves. */
const pastFreshMs = 60_000;

type Shop = Pick<Platform, 'aside' | 'clock'>;
type Counts = Awaited<ReturnType<typeof countWindow>>;
type Quarter = Awaited<ReturnType<typeof sumByQuarter>>[number];

/**
 * The sale as it is now, at most a second old however many ask. Counts on a connection of its own, so that a dashboard never
 * holds a sale up.
 */
export class DashboardKeeper {
  readonly #shop: Shop;
  #kept: { atMs: number; dashboard: Promise<Dashboard> } | null = null;
  #past: { atMs: number; day: number; yesterday: Counts; weekBefore: Counts } | null = null;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  read(): Promise<Dashboard> {
    const nowMs = this.#shop.clock.nowMs();
    if (this.#kept !== null && nowMs - this.#kept.atMs < freshMs) return this.#kept.dashboard;
    const dashboard = this.#count(nowMs);
    this.#kept = { atMs: nowMs, dashboard };
    dashboard.catch(() => {
      this.#kept = null;
    });
    return dashboard;
  }

  async #count(nowMs: number): Promise<Dashboard> {
    const { aside } = this.#shop;
    const starts = await dayStarts(aside, new Date(nowMs), shopTimeZone);
    const sinceMidnightMs = nowMs - starts.today.getTime();
    const until = (start: Date) => ({ from: start, before: new Date(start.getTime() + sinceMidnightMs) });
    const today = await countWindow(aside, { from: starts.today, before: new Date(nowMs + 1) });
    const past = await this.#countPast(nowMs, starts.today.getTime(), [
      until(starts.yesterday),
      until(starts.weekBefore),
    ]);
    const quarters = await sumByQuarter(aside, starts.weekBefore);
    const sales = (of: (quarter: Quarter) => number): Compared => ({
      today: sumOf(quarters, starts.today.getTime(), nowMs, of),
      yesterday: sumOf(quarters, starts.yesterday.getTime(), until(starts.yesterday).before.getTime(), of),
      weekBefore: sumOf(quarters, starts.weekBefore.getTime(), until(starts.weekBefore).before.getTime(), of),
    });
    const counts = (name: keyof Counts): Compared => ({
      today: today[name],
      yesterday: past.yesterday[name],
      weekBefore: past.weekBefore[name],
    });
    return {
      at: new Date(nowMs).toISOString(),
      timezone: shopTimeZone,
      ...(await countPlaces(aside)),
      soldTickets: sales(({ soldUnits }) => soldUnits),
      netCents: sales(({ netCents }) => netCents),
      carts: counts('carts'),
      orders: counts('orders'),
      paidOrders: counts('paidOrders'),
      mailedOrders: counts('mailedOrders'),
      entries: counts('entries'),
      hours: hoursOf(quarters, nowMs),
    };
  }

  async #countPast(nowMs: number, day: number, [yesterday, weekBefore]: readonly [Window, Window]) {
    if (this.#past !== null && this.#past.day === day && nowMs - this.#past.atMs < pastFreshMs) return this.#past;
    const { aside } = this.#shop;
    this.#past = {
      atMs: nowMs,
      day,
      yesterday: await countWindow(aside, yesterday),
      weekBefore: await countWindow(aside, weekBefore),
    };
    return this.#past;
  }
}

/** Sums of the quarters of an hour that began in a stretch of time: the last one is whole. */
function sumOf(
  quarters: readonly Quarter[],
  fromMs: number,
  beforeMs: number,
  of: (quarter: Quarter) => number,
): number {
  return quarters
    .filter(({ startsAt }) => startsAt.getTime() >= fromMs && startsAt.getTime() < beforeMs)
    .reduce((sum, quarter) => sum + of(quarter), 0);
}

function hoursOf(quarters: readonly Quarter[], nowMs: number): Dashboard['hours'] {
  const firstMs = Math.floor((nowMs - dayMs) / hourMs) * hourMs + hourMs;
  const recent = quarters.filter(({ startsAt }) => startsAt.getTime() >= firstMs);
  const hours = Map.groupBy(recent, ({ startsAt }) => Math.floor(startsAt.getTime() / hourMs) * hourMs);
  return Array.from(hours, ([startMs, within]) => ({
    startsAt: new Date(startMs).toISOString(),
    soldTickets: within.reduce((sum, { soldUnits }) => sum + soldUnits, 0),
    netCents: within.reduce((sum, { netCents }) => sum + netCents, 0),
  }));
}
