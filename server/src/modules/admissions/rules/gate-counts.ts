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

type Shown = Pick<GateState, 'entered' | 'inside' | 'gates' | 'minutes' | 'refusals'>;

interface Tally {
  entered: number;
  refused: number;
}

interface GateTally extends Tally {
  lastAtMs: number;
  controllers: Set<string>;
  devices: Set<string>;
}

function add(tally: Tally, { entered, refused }: Counted): void {
  tally.entered += entered;
  tally.refused += refused;
}

/** The value of a key, made when it is not there yet. */
function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * What the desk shows of counted scans, for these gates and whatever gate has scans besides. In one pass: at sixty gates an
 * hour is thousands of rows, each second.
 */
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
  const { nowMs } = known;
  const gates = new Map<string, GateTally>();
  const minutes = new Map<number, Map<string, Tally>>();
  const reasons = new Map<string, number>();
  const noGate = (): GateTally => ({ entered: 0, refused: 0, lastAtMs: 0, controllers: new Set(), devices: new Set() });
  for (const gate of known.gates) gates.set(gate, noGate());
  for (const { id, gate } of known.devices) gates.get(gate)?.devices.add(id);
  let [entered, left] = [0, 0];
  for (const row of rows) {
    entered += row.entered;
    left += row.left;
    const atMs = row.lastAt.getTime();
    const gate = entry(gates, row.gate, noGate);
    add(gate, row);
    gate.lastAtMs = Math.max(gate.lastAtMs, atMs);
    if (atMs > nowMs - atWorkMs) gate.controllers.add(row.controllerId);
    if (atMs > nowMs - heardOfMs && row.deviceId !== null) gate.devices.add(row.deviceId);
    if (row.refused > 0) reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + row.refused);
    const minuteMs = row.minute?.getTime() ?? 0;
    if (minuteMs <= nowMs - hourMs) continue;
    const ofMinute = entry(minutes, minuteMs, () => new Map<string, Tally>());
    add(
      entry(ofMinute, row.gate, () => ({ entered: 0, refused: 0 })),
      row,
    );
  }
  return {
    entered,
    inside: entered - left,
    gates: sortedByKey(gates).map(([gate, tally]) => showGate(gate, tally, known.names)),
    minutes: showMinutes(minutes),
    refusals: scanReasons.flatMap((reason) => {
      const scans = reasons.get(reason);
      return scans === undefined ? [] : [{ reason, scans }];
    }),
  };
}

function sortedByKey<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function showGate(gate: string, tally: GateTally, names: ReadonlyMap<string, string>): Shown['gates'][number] {
  const { entered, refused, lastAtMs, controllers, devices } = tally;
  const called = new Set(Array.from(controllers, (id) => names.get(id) ?? ''));
  return {
    gate,
    entered,
    refused,
    lastScanAt: lastAtMs === 0 ? null : new Date(lastAtMs).toISOString(),
    controllers: [...called].filter(Boolean).toSorted(),
    devices: devices.size,
  };
}

function showMinutes(minutes: ReadonlyMap<number, ReadonlyMap<string, Tally>>): Shown['minutes'] {
  return [...minutes]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([minuteMs, ofMinute]) => {
      const at = new Date(minuteMs).toISOString();
      return sortedByKey(ofMinute).flatMap(([gate, { entered, refused }]) =>
        entered + refused === 0 ? [] : [{ at, gate, entered, refused }],
      );
    });
}
