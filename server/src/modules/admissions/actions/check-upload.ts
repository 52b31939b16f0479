import type { OfflineScan, uploadScans as endpoint } from '@og-tickets/contract/gate-lists.ts';
import type { BodyOf } from '@og-tickets/contract/endpoint.ts';
import { followChain } from '@og-tickets/contract/rules/gate/scan-chain.ts';
import { scansProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { type CheckResult, checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readSigningKeys } from '../../tickets/index.ts';
import { believedMoment } from '../rules/offline/believed-moment.ts';
import { continueChain } from '../rules/offline/continue-chain.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import { selectChain, selectKnownHashes } from '../sql/chains.ts';
import { selectSessionNumbers } from '../sql/session-numbers.ts';
import { findUploadDevice, type UploadDevice } from '../views/upload-device.ts';
import { isSignedByDevice } from '../rules/device-key.ts';

/** Scans as a scanner uploads them. */
export type Upload = BodyOf<typeof endpoint>;

/** One scan of an upload, with what can be said of it before any row is locked. */
export interface CheckedScan {
  scan: OfflineScan;
  hash: Buffer;
  sessionId: number;
  code: CheckResult;
  scannedAt: Date;
  /** When it was made, as far as the scanner's clock is believed. */
  happenedAt: Date;
  /** Made by a scanner that was revoked by then, or over, or not of this session: it counts nothing. */
  quarantined: boolean;
}

/** An upload whose sender is proved and whose chain goes on where the server's ends. */
export interface CheckedUpload {
  deviceId: string;
  /** Length of the chain that it continues. */
  chainLength: number;
  /** How many scans at its start were uploaded before. */
  knownScans: number;
  /** The others, oldest first. */
  fresh: CheckedScan[];
  latestAt: Date;
  /** Scans that the scanner keeps besides these. */
  waiting: number;
}

/**
 * Proves who sends an upload, that its scans continue the scanner's chain, and checks their codes, each as of the moment
 * when it was scanned. Locks and writes nothing. Refuses with `device_proof_refused`, `chain_broken` and `not_found`.
 */
export async function checkUpload(
  platform: Pick<Platform, 'db' | 'keys' | 'clock' | 'log'>,
  upload: Upload,
): Promise<CheckedUpload | Refusal> {
  const { db } = platform;
  const device = await findUploadDevice(db, upload.deviceId.toLowerCase());
  const sessions = await selectSessionNumbers(
    db,
    upload.scans.map(({ session }) => session),
  );
  if (device === null || upload.scans.some(({ session }) => !sessions.has(session))) return refuse('not_found');
  const message = scansProof({ deviceId: upload.deviceId, head: upload.head });
  if (!(await isSignedByDevice(device.publicKey, message, upload.signature))) return refuse('device_proof_refused');
  const followed = await followChain(upload.scans);
  if (!followed.ok || followed.hashes.at(-1) !== upload.head) return refuse('chain_broken');
  const hashes = followed.hashes.map((hash) => Buffer.from(hash, 'base64url'));
  const chain = (await selectChain(db, device.id)) ?? { length: 0, head: null, latestAt: null };
  const known = new Set((await selectKnownHashes(db, device.id, hashes)).map((hash) => hash.toString('base64url')));
  const linked = upload.scans.map(({ previous }, index) => ({ previous, hash: followed.hashes[index] ?? '' }));
  const end = { length: chain.length, head: chain.head?.toString('base64url') ?? null };
  const knownScans = continueChain(end, linked, known);
  if (knownScans === null) return refuse('chain_broken');
  const rest = upload.scans.slice(knownScans).map((scan, index) => ({
    scan,
    hash: hashes[knownScans + index] ?? Buffer.alloc(0),
    sessionId: sessions.get(scan.session) ?? 0,
  }));
  const checked = await checkScans(platform, { device, rest, latestAt: chain.latestAt });
  if (isRefusal(checked)) return checked;
  const latestMs = Math.max(chain.latestAt?.getTime() ?? 0, ...checked.map(({ happenedAt }) => happenedAt.getTime()));
  const { length: chainLength } = chain;
  const { waiting } = upload;
  return { deviceId: device.id, chainLength, knownScans, fresh: checked, latestAt: new Date(latestMs), waiting };
}

async function checkScans(
  platform: Pick<Platform, 'db' | 'keys' | 'clock' | 'log'>,
  given: {
    device: UploadDevice;
    rest: readonly Pick<CheckedScan, 'scan' | 'hash' | 'sessionId'>[];
    latestAt: Date | null;
  },
): Promise<CheckedScan[] | Refusal> {
  const { device, rest } = given;
  const { published: publicKeys } = await readSigningKeys(platform);
  const nowMs = platform.clock.nowMs();
  let latestMs = given.latestAt?.getTime() ?? null;
  const checked: CheckedScan[] = [];
  for (const one of rest) {
    const scannedAt = new Date(one.scan.scannedAt);
    const atMs = believedMoment(scannedAt.getTime(), { latestMs, nowMs });
    if (atMs !== scannedAt.getTime()) {
      platform.log.warn(
        { deviceId: device.id, scanId: one.scan.scanId, scannedAt: one.scan.scannedAt, believedAt: new Date(atMs) },
        'the clock of a scanner is wrong',
      );
    }
    latestMs = Math.max(latestMs ?? atMs, atMs);
    const code = await checkTicketCode({
      text: readTypedCode(one.scan.code),
      publicKeys,
      sessionNumber: one.sessionId,
      nowSeconds: atMs / 1000,
    });
    checked.push({
      ...one,
      code,
      scannedAt,
      happenedAt: new Date(atMs),
      quarantined: isOver(device, one.sessionId, latestMs),
    });
  }
  return checked;
}

/** Was the scanner of no more use at this moment? By the latest moment of its chain: its clock does not run backwards. */
function isOver({ revokedAt, endsAt, sessions }: UploadDevice, sessionId: number, latestMs: number): boolean {
  if (sessions !== null && !sessions.includes(sessionId)) return true;
  return latestMs > endsAt.getTime() || (revokedAt !== null && latestMs >= revokedAt.getTime());
}
