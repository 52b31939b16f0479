import type { EnrolledDevice } from '@og-tickets/contract/gate-devices.ts';
import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Station } from '../scanning/station.ts';

/*
 * All that a scanner keeps. No name of a person, no password, no token and no secret key is among it: the private half of
 * the scanner's own key is a handle that the browser never lets out.
 */

/** What the scanner is, and the key that proves it. */
export interface KeptDevice {
  device: EnrolledDevice;
  keys: CryptoKeyPair;
}

/** A key that manifests are believed by. */
export interface ManifestKey {
  kid: number;
  publicKey: string;
}

/** The shift that is under way. */
export interface KeptShift {
  supervisor: boolean;
  manifestKeys: readonly ManifestKey[];
  /** Milliseconds to add to this scanner's clock to have the server's. */
  offsetMs: number;
  /** The scanner's clock when it was looked at last: it can only have gone on since. */
  lastWallMs: number;
  station: Station | null;
}

/** The signed text of a manifest, as it came. */
export interface KeptManifest {
  manifest: string;
  kid: number;
  signature: string;
  /** When it came, by the server's clock. */
  atMs: number;
}

interface GateDb extends DBSchema {
  device: { key: string; value: KeptDevice };
  shift: { key: string; value: KeptShift };
  manifest: { key: string; value: KeptManifest };
  /** The whole list as it was fetched or folded last. */
  pack: { key: string; value: ArrayBuffer };
  /** What changed since, in order. */
  changes: { key: number; value: ArrayBuffer };
  /** Scans to send, oldest first. */
  queue: { key: number; value: OfflineScan };
  /** Hash of the newest scan that was ever queued. */
  chain: { key: string; value: string };
  /** Scans of the server that this scanner refused, to be taken back: scan id to moment. */
  voids: { key: string; value: string };
  /** When unknown tickets were let in, within the last hour. */
  amber: { key: string; value: number[] };
}

const ONLY = 'now';
const FLUSH_MS = 1_000;
const SHIFT_STORES = ['shift', 'manifest', 'pack', 'changes'] as const;
const STORES = ['device', 'shift', 'manifest', 'pack', 'queue', 'chain', 'voids', 'amber', 'changes'] as const;

let opening: Promise<IDBPDatabase<GateDb>> | undefined;

function open(): Promise<IDBPDatabase<GateDb>> {
  opening ??= openDB<GateDb>('og-tickets.gate', 1, {
    upgrade: (db) => {
      for (const name of STORES) {
        if (name === 'queue' || name === 'changes') db.createObjectStore(name, { autoIncrement: true });
        else db.createObjectStore(name);
      }
    },
  });
  return opening;
}

/** What is kept as one value. */
type Single = 'device' | 'shift' | 'manifest' | 'pack' | 'chain' | 'amber';

/** Reads what is kept; undefined when nothing is. */
export async function readKept<Name extends Single>(name: Name): Promise<GateDb[Name]['value'] | undefined> {
  return (await open()).get(name, ONLY);
}

/** Keeps a value in the place of the one before. */
export async function keep<Name extends Single>(name: Name, value: GateDb[Name]['value']): Promise<void> {
  await (await open()).put(name, value, ONLY);
}

/**
 * Keeps when the scanner's clock was looked at last, and with it whatever was written before, where a power cut does not
 * reach it. Nothing where no shift is under way.
 */
export async function keepClock(lastWallMs: number): Promise<void> {
  const tx = (await open()).transaction('shift', 'readwrite', { durability: 'strict' });
  const shift = await tx.store.get(ONLY);
  // One that was wiped meanwhile does not come back.
  if (shift !== undefined) await tx.store.put({ ...shift, lastWallMs }, ONLY);
  await tx.done;
}

/** Keeps a whole list and forgets what had changed since the one before. */
export async function keepPack(pack: ArrayBuffer): Promise<void> {
  const tx = (await open()).transaction(['pack', 'changes'], 'readwrite');
  await Promise.all([tx.objectStore('pack').put(pack, ONLY), tx.objectStore('changes').clear(), tx.done]);
}

/** Keeps what changed in the list. Returns how many changes are kept now. */
export async function keepChange(change: ArrayBuffer): Promise<number> {
  const db = await open();
  await db.add('changes', change);
  return db.count('changes');
}

/** What changed since the whole list was kept, in order. */
export async function readChanges(): Promise<ArrayBuffer[]> {
  return (await open()).getAll('changes');
}

let flushing: ReturnType<typeof setTimeout> | undefined;

/** Within a second takes what was written to where a power cut does not reach it: all at once, and nobody waits for it. */
export function flushSoon(): void {
  flushing ??= setTimeout(() => {
    flushing = undefined;
    // What storage refuses now it refuses the next scan too, which says so.
    void keepClock(Date.now()).catch(() => undefined);
  }, FLUSH_MS);
}

/**
 * Puts a scan into the queue, with the hash that the next one will hold. When this returns the operating system has it: it
 * outlives the tab and the browser, not yet a power cut.
 */
export async function queueScan(scan: OfflineScan, hash: string): Promise<void> {
  const tx = (await open()).transaction(['queue', 'chain'], 'readwrite', { durability: 'relaxed' });
  const written = [tx.objectStore('queue').add(scan), tx.objectStore('chain').put(hash, ONLY), tx.done];
  tx.commit();
  await Promise.all(written);
}

/** The scans that wait, oldest first, with their places in the queue. */
export async function readQueue(limit?: number): Promise<{ at: number; scan: OfflineScan }[]> {
  const tx = (await open()).transaction('queue');
  const [keys, scans] = await Promise.all([tx.store.getAllKeys(null, limit), tx.store.getAll(null, limit), tx.done]);
  return keys.flatMap((at, index) => {
    const scan = scans[index];
    return scan === undefined ? [] : [{ at, scan }];
  });
}

/** How many scans wait. */
export async function countQueue(): Promise<number> {
  return (await open()).count('queue');
}

/** Takes scans out of the queue that the server has answered for. */
export async function dropQueued(places: readonly number[]): Promise<void> {
  const tx = (await open()).transaction('queue', 'readwrite');
  await Promise.all([...places.map((at) => tx.store.delete(at)), tx.done]);
}

/** Remembers that an admission of the server is to be taken back. */
export async function keepVoid(scanId: string, voidedAt: string): Promise<void> {
  await (await open()).put('voids', voidedAt, scanId);
}

/** Admissions to be taken back. */
export async function readVoids(): Promise<{ scanId: string; voidedAt: string }[]> {
  const tx = (await open()).transaction('voids');
  const [ids, moments] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll(), tx.done]);
  return ids.map((scanId, index) => ({ scanId, voidedAt: moments[index] ?? '' }));
}

/** Forgets one that was taken back. */
export async function dropVoid(scanId: string): Promise<void> {
  await (await open()).delete('voids', scanId);
}

/** Forgets the shift with its lists; the scanner stays enrolled, what waits stays. */
export async function wipeShift(): Promise<void> {
  await wipe(SHIFT_STORES);
}

/** Forgets the lists of a session that is over. */
export async function wipeLists(): Promise<void> {
  await wipe(['manifest', 'pack', 'changes']);
}

/** Forgets everything, the scanner's key with it. */
export async function wipeAll(): Promise<void> {
  await wipe(STORES);
}

async function wipe(names: readonly (typeof STORES)[number][]): Promise<void> {
  const tx = (await open()).transaction(names, 'readwrite', { durability: 'strict' });
  await Promise.all([...names.map((name) => tx.objectStore(name).clear()), tx.done]);
}
