import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A reply as it went over the wire. */
export interface StoredReply {
  status: number;
  contentType: string;
  body: Buffer;
}

interface Claim {
  scope: string;
  key: string;
  requestHash: Buffer;
}

/** A first call that has not ended after this long was cut off by a crash; the next one may take its place. */
const abandonedAfterSeconds = 60;

/** Replies that are meant to be tried again and are therefore not kept. */
const notKept = new Set([409, 429, 503]);

/**
 * Claims a key. `first`: do the work, then `keepReply`. A stored reply: give it again. A Refusal: the key was used for
 * another request, or the first call is still at work.
 */
export async function claimKey(db: Db, claim: Claim): Promise<'first' | StoredReply | Refusal> {
  const { rows } = await sql<{ mine: boolean }>`
    INSERT INTO platform.idempotent_replies AS r (scope, key, request_hash)
    VALUES (${claim.scope}, ${claim.key}, ${claim.requestHash})
    ON CONFLICT (scope, key) DO UPDATE SET started_at = now(), request_hash = excluded.request_hash,
        status = NULL, content_type = NULL, body = NULL, finished_at = NULL
      WHERE r.started_at < now() - make_interval(hours => ${limits.idempotencyHours})
         OR (r.status IS NULL AND r.request_hash = excluded.request_hash
             AND r.started_at < now() - make_interval(secs => ${abandonedAfterSeconds}))
    RETURNING true AS mine`.execute(db);
  if (rows.length > 0) return 'first';
  const kept = await db
    .selectFrom('platform.idempotent_replies')
    .select(['request_hash', 'status', 'content_type', 'body'])
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .executeTakeFirst();
  if (kept !== undefined && !kept.request_hash.equals(claim.requestHash)) return refuse('idempotency_key_reused');
  if (kept?.status == null || kept.content_type === null || kept.body === null) {
    return refuse('request_in_progress', { retryAfterSeconds: 1 });
  }
  return { status: kept.status, contentType: kept.content_type, body: kept.body };
}

/** Keeps the reply of a first call, or frees the key when the reply asks to be tried again or is our own failure. */
export async function keepReply(db: Db, claim: Claim, stored: StoredReply): Promise<void> {
  if (notKept.has(stored.status) || stored.status >= 500) return releaseKey(db, claim);
  await db
    .updateTable('platform.idempotent_replies')
    .set({ status: stored.status, content_type: stored.contentType, body: stored.body, finished_at: sql`now()` })
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .execute();
}

async function releaseKey(db: Db, claim: Claim): Promise<void> {
  await db
    .deleteFrom('platform.idempotent_replies')
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .where('status', 'is', null)
    .execute();
}

/** Forgets replies older than the promised 48 hours. */
export async function forgetOldReplies(db: Db): Promise<void> {
  await db
    .deleteFrom('platform.idempotent_replies')
    .where('started_at', '<', sql<Date>`now() - make_interval(hours => ${limits.idempotencyHours})`)
    .execute();
}
