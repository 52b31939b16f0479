import { equalBytes } from '@og-tickets/contract/rules/bytes.ts';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { open, SealError } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { codeFlags } from '../rules/code-flags.ts';
import { deriveTag } from '../rules/mint-code.ts';
import {
  countTicketsByPepper,
  type DoubleKeyRow,
  selectDoubleKeys,
  selectNewestDoubleKeys,
} from '../sql/ticket-keys.ts';

/** Tickets that are read at once: some 10 ms of work between two waits. */
const batchRows = 200;
/** Tickets that are tried at the start: one damaged row must not keep the shop closed. */
const triedTickets = 3;

/**
 * Makes every ticket's fingerprint anew from its keys and compares. Tickets whose keys do not make it, or do not open, were
 * changed outside of the shop, or their secrets are gone; each batch of them is logged as an error, by id only.
 */
export async function auditFingerprints(
  { db, keys, log }: Pick<Platform, 'db' | 'keys' | 'log'>,
  progress: (checked: number) => void = () => undefined,
): Promise<{ checked: number; wrong: string[] }> {
  const wrong: string[] = [];
  let checked = 0;
  for (let afterId: string | null = null; ; ) {
    const rows: DoubleKeyRow[] = await selectDoubleKeys(db, { afterId, limit: batchRows });
    const ticketIds = rows.filter((row) => !makesFingerprint(keys, row)).map(({ id }) => id);
    if (ticketIds.length > 0) log.error({ ticketIds }, 'the keys of these tickets do not make their fingerprints');
    wrong.push(...ticketIds);
    checked += rows.length;
    progress(checked);
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchRows) return { checked, wrong };
    afterId = last.id;
  }
}

/** Tells whether the key ring makes the tickets' fingerprints: those of the newest, or there are none. */
export async function makesFingerprints(db: Db, keys: KeyRing): Promise<boolean> {
  const rows = await selectNewestDoubleKeys(db, triedTickets);
  return rows.length === 0 || rows.some((row) => makesFingerprint(keys, row));
}

/** How many tickets need each pepper. */
export async function ticketsByPepper(db: Db): Promise<Map<number, number>> {
  return new Map((await countTicketsByPepper(db)).map(({ pepper_id, count }) => [pepper_id, count]));
}

function makesFingerprint(keys: KeyRing, row: DoubleKeyRow): boolean {
  const pepper = keys.peppers.keys.get(row.pepper_id);
  if (pepper === undefined) return false;
  try {
    const userKey = open(keys, 'user', row.account_id, row.user_key_sealed);
    const ticketKey = open(keys, 'tick', row.id, row.ticket_key_sealed);
    // The tag does not cover the kid.
    const head = {
      kid: 0,
      sessionNumber: row.session_id,
      ticketId: row.id,
      generation: row.generation,
      places: row.places,
      flags: codeFlags,
    };
    return equalBytes(fingerprint(row.id, deriveTag({ userKey, ticketKey, pepper, head })), row.fingerprint);
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
