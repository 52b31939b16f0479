import type { Manifest } from '@og-tickets/contract/gate-lists.ts';
import { readManifest, readPack } from '@og-tickets/contract/gate-lists.ts';
import { base64UrlToBytes, type Bytes } from '@og-tickets/contract/rules/bytes.ts';
import { manifestProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import {
  openPack,
  PACK_ENTRY_LENGTH,
  type Pack,
  packBytes,
  packHash,
  packStatuses,
} from '@og-tickets/contract/rules/gate/pack.ts';
import { applyDelta } from '@og-tickets/contract/rules/gate/pack-delta.ts';
import type { PublicKeys } from '@og-tickets/contract/rules/ticket-code/signature.ts';
import { call, fetchFile } from '../../api/call.ts';
import type { GateClock } from './gate-clock.ts';
import {
  keep,
  keepChange,
  type KeptManifest,
  keepPack,
  type ManifestKey,
  readChanges,
  readKept,
} from './gate-store.ts';

/** Changes that are kept one by one before the whole list is written anew. */
const CHANGES_MAX = 100;
/** How often a list is asked for that is not the one that was signed. */
const TRIES_MAX = 3;
/** Clocks of the server's processes may differ by this. */
const SERVERS_APART_MS = 5_000;

/** The list of a session, ready to decide by. */
export interface TicketList {
  manifest: Manifest;
  pack: Pack;
  publicKeys: PublicKeys;
  tainted: ReadonlySet<number>;
  /** Keys that the next manifest is believed by. */
  manifestKeys: readonly ManifestKey[];
  /** Places that have entered, and those of all tickets that let somebody in. */
  counts: { entered: number; expected: number };
  /** When the server was asked for it last, by the server's clock. */
  atMs: number;
}

/** The list is not what the server signed; it must not be used. */
export class ListNotBelieved extends Error {
  override name = 'ListNotBelieved';
}

type SignedManifest = Pick<KeptManifest, 'manifest' | 'kid' | 'signature'>;

/**
 * Reads a manifest that is signed by one of these keys. They came with the answer that began the shift; a manifest that is
 * believed brings the active keys that the next one may be signed by, so that keys can be changed during a day. Throws
 * ListNotBelieved.
 */
export async function believeManifest(signed: SignedManifest, keys: readonly ManifestKey[]): Promise<Manifest> {
  const key = keys.find(({ kid }) => kid === signed.kid);
  if (key === undefined) throw new ListNotBelieved(`the manifest is signed by key ${signed.kid}, which is not known`);
  const publicKey = await crypto.subtle.importKey('raw', base64UrlToBytes(key.publicKey), 'Ed25519', false, ['verify']);
  const signature = base64UrlToBytes(signed.signature);
  const good = await crypto.subtle.verify('Ed25519', publicKey, signature, manifestProof(signed.manifest));
  if (!good) throw new ListNotBelieved('the signature of the manifest does not match');
  // The server built it from the contract, and it is as it was signed.
  const manifest: Manifest = JSON.parse(signed.manifest);
  return manifest;
}

function listOf(manifest: Manifest, pack: Pack, atMs: number): TicketList {
  const keys = new Map<number, Bytes>(manifest.keys.map(({ kid, publicKey }) => [kid, base64UrlToBytes(publicKey)]));
  const active = manifest.keys.filter(({ state }) => state === 'active');
  return {
    manifest,
    pack,
    counts: countList(pack),
    publicKeys: keys,
    tainted: new Set(manifest.keys.filter(({ state }) => state === 'tainted').map(({ kid }) => kid)),
    manifestKeys: active.map(({ kid, publicKey }) => ({ kid, publicKey })),
    atMs,
  };
}

/** The list that was kept for this session; null when there is none. Throws ListNotBelieved when it was changed since. */
export async function readKeptList(session: string, keys: readonly ManifestKey[]): Promise<TicketList | null> {
  const [kept, packed, changes] = await Promise.all([readKept('manifest'), readKept('pack'), readChanges()]);
  if (kept === undefined || packed === undefined) return null;
  const manifest = await believeManifest(kept, keys);
  if (manifest.session !== session) return null;
  let pack = openPack(new Uint8Array(packed));
  for (const change of changes) pack = applyDelta(pack, openPack(new Uint8Array(change)));
  await requireSigned(pack, manifest);
  return listOf(manifest, pack, kept.atMs);
}

/** Compares the list with the hash that was signed, where both are of the same number. */
async function requireSigned(pack: Pack, manifest: Manifest): Promise<void> {
  if (pack.sessionNumber !== manifest.sessionNumber) throw new ListNotBelieved('the list is of another session');
  if (pack.sequence !== manifest.pack.sequence) return;
  if ((await packHash(pack)) !== manifest.pack.sha256)
    throw new ListNotBelieved('the list is not the one that was signed');
}

interface Before {
  before: TicketList | null;
  keys: readonly ManifestKey[];
  clock: GateClock;
}

/**
 * Asks the server for the list, or for what changed in the one that is there, keeps it, and sets the clock by its time.
 * Throws ApiError, and ListNotBelieved for a list that the server did not sign.
 */
export async function fetchList(session: string, known: Before): Promise<TicketList> {
  for (let tries = 1; ; tries += 1) {
    try {
      // A list that did not add up is asked for as a whole.
      return await fetchOnce(session, tries === 1 ? known : { ...known, before: null });
    } catch (error) {
      // Two processes of the server may give lists of one number that differ by what is being written: they soon agree.
      const mayPass = error instanceof ListNotBelieved || error instanceof RangeError;
      if (!mayPass || tries === TRIES_MAX) throw error;
    }
  }
}

async function fetchOnce(session: string, { before, keys, clock }: Before): Promise<TicketList> {
  const askedAtMs = Date.now();
  const signed = await call(readManifest, { params: { code: session } });
  const manifest = await believeManifest(signed, keys);
  if (manifest.session !== session) throw new ListNotBelieved('the manifest is of another session');
  const serverMs = Date.parse(manifest.serverTime);
  if (before !== null && serverMs < Date.parse(before.manifest.serverTime) - SERVERS_APART_MS) {
    throw new ListNotBelieved('the manifest is older than the one before');
  }
  clock.set(serverMs, askedAtMs);
  const pack = await fetchPack(manifest, before?.pack ?? null);
  await keep('manifest', { ...signed, atMs: serverMs });
  return listOf(manifest, pack, serverMs);
}

async function fetchPack(manifest: Manifest, before: Pack | null): Promise<Pack> {
  if (before !== null && before.sequence >= manifest.pack.sequence) {
    await requireSigned(before, manifest);
    return before;
  }
  const bytes = await packFile(manifest.session, before?.sequence);
  const fetched = openPack(new Uint8Array(bytes));
  const pack = before === null ? fetched : applyDelta(before, fetched);
  await requireSigned(pack, manifest);
  if (fetched.since === 0) await keepPack(bytes);
  else if ((await keepChange(bytes)) > CHANGES_MAX) await keepPack(packBytes(pack).buffer);
  return pack;
}

async function packFile(session: string, since?: number): Promise<ArrayBuffer> {
  const query = since === undefined ? {} : { since };
  return (await fetchFile(readPack, { params: { code: session }, query })).arrayBuffer();
}

const letsIn = new Set(['valid', 'used'].map((status) => packStatuses.findIndex((known) => known === status)));

/** Looks at every entry: some milliseconds. */
function countList({ entries }: Pack): TicketList['counts'] {
  let entered = 0;
  let expected = 0;
  for (let at = 0; at < entries.length; at += PACK_ENTRY_LENGTH) {
    if (!letsIn.has(((entries[at + 21] ?? 0) >> 2) & 0b111)) continue;
    entered += entries[at + 19] ?? 0;
    expected += entries[at + 18] ?? 0;
  }
  return { entered, expected };
}
