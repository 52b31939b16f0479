import { equalBytes } from '@og-tickets/contract/rules/bytes.ts';
import { STEP_SECONDS } from '@og-tickets/contract/rules/ticket-code/format.ts';
import { kindAllowed } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { open } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { codeFlags } from '../rules/code-flags.ts';
import { codesReleased, hasCode } from '../rules/code-given.ts';
import { chainStartAt, mintRotating, mintStatic } from '../rules/mint-code.ts';
import { findTicketKeys, type TicketKeysRow } from '../sql/tickets.ts';
import { readSigningKey } from './signing-keys.ts';

type CodePlatform = Pick<Platform, 'db' | 'keys' | 'log' | 'clock'>;

/** A ticket and the account that asks for it. */
export interface OwnedTicket {
  ticketId: string;
  accountId: string;
}

/**
 * What the page of a ticket shows codes from. `static`: its session lets in by paper only; the caller allows that and
 * reads it. Null when the ticket is not this account's, or lets nobody in any more (refunded, cancelled, blocked,
 * transferred).
 * Throws when the keys do not make the fingerprint that the gates know: the row was changed, or a secret was.
 */
export async function readPageCode(platform: CodePlatform, owned: OwnedTicket): Promise<TicketCode | 'static' | null> {
  const row = await findTicketKeys(platform.db, owned);
  if (row === undefined || !hasCode(row.status)) return null;
  const nowMs = platform.clock.nowMs();
  const serverTime = toIso(nowMs);
  if (row.codes_released_at !== null && !codesReleased(row.codes_released_at, nowMs)) {
    return { kind: 'none', releasedAt: row.codes_released_at.toISOString(), serverTime };
  }
  if (!kindAllowed(row.session_kinds, 'rotating')) return 'static';
  const nowSeconds = Math.floor(nowMs / 1000);
  const t0Seconds = chainStartAt(nowSeconds);
  const input = await readMintInput(platform, owned.ticketId, row);
  const { credential, step, seed, fingerprint } = mintRotating({ ...input, t0Seconds, nowSeconds });
  requireFingerprint(platform, owned.ticketId, { made: fingerprint, kept: row.fingerprint });
  const startOf = (index: number): string => toIso((t0Seconds + index * STEP_SECONDS) * 1000);
  return {
    kind: 'rotating',
    credential: Buffer.from(credential).toString('base64url'),
    t0: t0Seconds,
    from: startOf(step),
    until: startOf(seed.index),
    seed: { index: seed.index, value: Buffer.from(seed.value).toString('base64url') },
    serverTime,
  };
}

/**
 * The text for the QR code of a ticket on paper, made anew from its keys and signed by the key that signs now. The gate
 * accepts it once `allowPaper` has succeeded. Null and throws as `readPageCode`.
 */
export async function readPaperCode(platform: CodePlatform, owned: OwnedTicket): Promise<string | null> {
  const row = await findTicketKeys(platform.db, owned);
  if (row === undefined || !hasCode(row.status)) return null;
  const { text, fingerprint } = mintStatic(await readMintInput(platform, owned.ticketId, row));
  requireFingerprint(platform, owned.ticketId, { made: fingerprint, kept: row.fingerprint });
  return text;
}

async function readMintInput({ db, keys }: CodePlatform, ticketId: string, row: TicketKeysRow) {
  const { kid, signingKey } = await readSigningKey({ db, keys });
  const pepper = keys.peppers.keys.get(row.pepper_id);
  if (pepper === undefined) throw new Error(`ticket ${ticketId} needs pepper ${row.pepper_id}`);
  return {
    userKey: open(keys, 'user', row.account_id, row.user_key_sealed),
    ticketKey: open(keys, 'tick', ticketId, row.ticket_key_sealed),
    pepper,
    signingKey,
    head: {
      kid,
      sessionNumber: row.session_id,
      ticketId,
      generation: row.generation,
      places: row.places,
      flags: codeFlags,
    },
  };
}

function requireFingerprint(
  { log }: CodePlatform,
  ticketId: string,
  { made, kept }: { made: Uint8Array; kept: Uint8Array },
): void {
  if (equalBytes(made, kept)) return;
  log.error({ ticketId }, 'a ticket’s keys do not make its fingerprint');
  throw new Error(`the keys of ticket ${ticketId} do not make its fingerprint`);
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
