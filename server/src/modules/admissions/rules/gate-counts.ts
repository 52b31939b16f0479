import type { GateState } from '@og-tickets/contract/gate-desk.ts';
import { scanReasons } from '@og-tickets/contract/admissions.ts';

/** Scans of one kind at one gate, added up. */
export interface Counted {
  gate: string;
  /** Minute of the scan; null for what is older than an hour. */
  minute: Date | null;
  reason: string;
  controllerId: string;
  deviceId: string | null;
  entered: number;
  left: number;
  refused: number;
  lastAt: Date;
}

const hourMs = 3_600_000;
/** Whoever scanned so lately is at work at a gate. */
const atWorkMs = 15 * 60_000;
const heardOfMs = 5 * 60_000;

/** What was counted, by what it is told by, so that many windows of time add up to no more than one. */
export function mergeCounts(all: Iterable<Counted>): Counted[] {
  const byKey = new Map<string, Counted>();
  for (const one of all) {
    const key = [one.gate, one.minute?.getTime() ?? '', one.reason, one.controllerId, one.deviceId].join(' ');
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? one : added(known, one));
  }
  return [...byKey.values()];
}

function added(a: Counted, b: Counted): Counted {
  return {
    ...a,
    entered: a.entered + b.entered,
    left: a.left + b.left,
    refused: a.refused + b.refused,
    lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt,
  };
}

const sum = (rows: readonly Counted[], of: 'entered' | 'left' | 'refused'): number =>
  rows.reduce((total, row) => total + row[of], 0);

type Shown = Pick<GateState, 'entered' | 'inside' | 'gates' | 'minutes' | 'refusals'>;

/** What the desk shows of counted scans, for these gates and whatever gate has scans besides. */
export function showCounts(
  rows: readonly Counted[],
  known: {
    gates: readonly string[];
    /** Scanners that stand at one gate and were heard of lately. */
    devices: readonly { id: string; gate: string }[];
    names: ReadonlyMap<string, string>;
    nowMs: number;
  },
): Shown {
  const { gates, devices, names, nowMs } = known;
  const byGate = Map.groupBy(rows, ({ gate }) => gate);
  const codes = [...new Set([...gates, ...byGate.keys()])].toSorted();
  return {
    entered: sum(rows, 'entered'),
    inside: sum(rows, 'entered') - sum(rows, 'left'),
    gates: codes.map((gate) => {
      const here = byGate.get(gate) ?? [];
      const since = (ms: number): Counted[] => here.filter(({ lastAt }) => lastAt.getTime() > nowMs - ms);
      const heardOf = new Set([
        ...since(heardOfMs).flatMap(({ deviceId }) => deviceId ?? []),
        ...devices.flatMap((device) => (device.gate === gate ? device.id : [])),
      ]);
      const controllers = new Set(since(atWorkMs).map(({ controllerId }) => names.get(controllerId) ?? ''));
      const last = here.reduce<Date | null>((at, row) => (at === null || row.lastAt > at ? row.lastAt : at), null);
      return {
        gate,
        entered: sum(here, 'entered'),
        refused: sum(here, 'refused'),
        lastScanAt: last?.toISOString() ?? null,
        controllers: [...controllers].filter(Boolean).toSorted(),
        devices: heardOf.size,
      };
    }),
    minutes: showMinutes(rows, nowMs),
    refusals: scanReasons.flatMap((reason) => {
      const scans = sum(
        rows.filter((row) => row.reason === reason),
        'refused',
      );
      return scans === 0 ? [] : [{ reason, scans }];
    }),
  };
}

function showMinutes(rows: readonly Counted[], nowMs: number): Shown['minutes'] {
  const recent = rows.filter(({ minute }) => minute !== null && minute.getTime() > nowMs - hourMs);
  const byMinute = Map.groupBy(recent, ({ minute, gate }) => `${minute?.toISOString() ?? ''} ${gate}`);
  return Array.from(byMinute, ([key, some]) => {
    const [at = '', gate = ''] = key.split(' ');
    return { at, gate, entered: sum(some, 'entered'), refused: sum(some, 'refused') };
  })
    .filter(({ entered, refused }) => entered + refused > 0)
    .toSorted((a, b) => (a.at === b.at ? (a.gate < b.gate ? -1 : 1) : a.at < b.at ? -1 : 1));
}
