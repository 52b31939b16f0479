import { uploadScans, voidScan, type OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { scansProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { scanHash } from '@og-tickets/contract/rules/gate/scan-chain.ts';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { signAsDevice } from './device.ts';
import {
  countQueue,
  dropQueued,
  dropVoid,
  keepVoid,
  type KeptDevice,
  queueScan,
  readKept,
  readQueue,
  readVoids,
} from './gate-store.ts';

/** What the server said of a scan that was sent later. */
export type UploadOutcome = 'recorded' | 'known' | 'conflict' | 'quarantined' | 'rejected';

/** Scans that wait for the server, each holding the hash of the one before. */
export interface ScanQueue {
  /** Adds a scan; when this returns it outlives the tab. */
  add: (scan: Omit<OfflineScan, 'previous'>) => Promise<void>;
  /** Sends what waits, oldest first; calls share one run. Throws ApiError; what was not answered stays. */
  send: (onOutcome: (scanId: string, outcome: UploadOutcome) => void) => Promise<void>;
  /** The server let in whom this scanner refused: to be taken back, now or as soon as it can be reached. */
  takeBack: (scanId: string, at: string) => Promise<void>;
  waiting: () => number;
}

/** Opens the queue of this scanner. */
export async function openQueue(device: KeptDevice): Promise<ScanQueue> {
  let head = (await readKept('chain')) ?? '';
  let waiting = await countQueue();
  let lastAdded: Promise<void> = Promise.resolve();
  let sending: Promise<void> | undefined;

  const addNow = async (scan: Omit<OfflineScan, 'previous'>) => {
    const chained = { ...scan, previous: head };
    const hash = await scanHash(chained);
    await queueScan(chained, hash);
    head = hash;
    waiting += 1;
  };
  const sendAll: ScanQueue['send'] = async (onOutcome) => {
    while (waiting > 0) waiting -= await sendOldest(device, waiting, onOutcome);
    await sendVoids();
  };
  return {
    add: (scan) => {
      // One after the other: each needs the hash of the one before. One that failed does not stop the next.
      const added = lastAdded.then(() => addNow(scan));
      lastAdded = added.catch(() => undefined);
      return added;
    },
    send: (onOutcome) => {
      sending ??= sendAll(onOutcome).finally(() => {
        sending = undefined;
      });
      return sending;
    },
    takeBack: keepVoid,
    waiting: () => waiting,
  };
}

/** Sends the oldest scans. Returns how many the server has answered for. */
async function sendOldest(
  { device, keys }: KeptDevice,
  waiting: number,
  onOutcome: (scanId: string, outcome: UploadOutcome) => void,
): Promise<number> {
  const batch = await readQueue(limits.scansPerUpload);
  const scans = batch.map(({ scan }) => scan);
  const last = scans.at(-1);
  if (last === undefined) return waiting;
  const head = await scanHash(last);
  const signature = await signAsDevice(keys, scansProof({ deviceId: device.id, head }));
  const body = { deviceId: device.id, scans, head, signature, waiting: Math.max(0, waiting - scans.length) };
  const { results } = await call(uploadScans, { body });
  const answered = new Map(results.map(({ scanId, outcome }) => [scanId, outcome]));
  const done = batch.filter(({ scan }) => answered.has(scan.scanId));
  if (done.length === 0) throw new Error('the server answered for none of the scans');
  await dropQueued(done.map(({ at }) => at));
  for (const { scan } of done) {
    const outcome = answered.get(scan.scanId);
    if (outcome !== undefined) onOutcome(scan.scanId, outcome);
  }
  return done.length;
}

async function sendVoids(): Promise<void> {
  for (const { scanId, voidedAt } of await readVoids()) {
    try {
      await call(voidScan, { body: { scanId, voidedAt } });
    } catch (error) {
      // The server never got the scan: nothing to take back.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
    await dropVoid(scanId);
  }
}
