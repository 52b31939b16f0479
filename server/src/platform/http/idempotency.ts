import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A reply as it went over the wire. */
export interface StoredReply {
  status: number;
  contentType: string;
  body: Buffer;
}

/** A key as its caller's, and what was asked for with it. */
export interface ReplyClaim {
  scope: string;
  key: string;
  requestHash: Buffer;
}

/** A first call that has not ended after this long was cut off by a crash; the next one may take its place. */
const abandonedAfterSeconds = 60;

interface Kept {
  requestHash: Buffer;
  status: number | null;
  contentType: string | null;
  body: Buffer | null;
}

/** Replies that are meant to be tried again and are therefore not kept. */
const notKept = new Set([409, 429, 503]);

/**
 * Claims a key. `first`: do the work, then `keepReply`. A stored reply: give it again. A Refusal: the key was used for
 * another request, or the first call is still at work.
 */
export async function claimKey(db: Db, claim: ReplyClaim): Promise<'first' | StoredReply | Refusal> {
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
    .select(['request_hash as requestHash', 'status', 'content_type as contentType', 'body'])
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .executeTakeFirst();
  return kept === undefined ? refuse('request_in_progress', { retryAfterSeconds: 1 }) : replay(kept, claim);
}

/** What is said to a call whose key was used before. */
function replay(kept: Kept, claim: ReplyClaim): StoredReply | Refusal {
  if (!kept.requestHash.equals(claim.requestHash)) return refuse('idempotency_key_reused');
  const { status, contentType, body } = kept;
  if (status === null || contentType === null || body === null) {
    return refuse('request_in_progress', { retryAfterSeconds: 1 });
  }
  return { status, contentType, body };
}

function isKept(status: number): boolean {
  return !notKept.has(status) && status < 500;
}

/** Keeps the reply of a first call, or frees the key when the reply asks to be tried again or is our own failure. */
export async function keepReply(db: Db, claim: ReplyClaim, stored: StoredReply): Promise<void> {
  if (!isKept(stored.status)) return releaseKey(db, claim);
  await db
    .updateTable('platform.idempotent_replies')
    .set({ status: stored.status, content_type: stored.contentType, body: stored.body, finished_at: sql`now()` })
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .execute();
}

async function releaseKey(db: Db, claim: ReplyClaim): Promise<void> {
  await db
    .deleteFrom('platform.idempotent_replies')
    .where('scope', '=', claim.scope)
    .where('key', '=', claim.key)
    .where('status', 'is', null)
    .execute();
}

/**
 * As `claimKey`, for many calls and inside the transaction that does their work and ends with `keepReplies`: others with
 * one of these keys wait for it, here and in other processes. Answers in the order of the claims.
 */
export async function claimKeys(tx: Tx, claims: readonly ReplyClaim[]): Promise<('first' | StoredReply | Refusal)[]> {
  if (claims.length === 0) return [];
  const given = sql`unnest(
    ${claims.map((claim) => claim.scope)}::text[], ${claims.map((claim) => claim.key)}::text[]) AS given (scope, key)`;
  await sql`${prepared}
    SELECT pg_advisory_xact_lock(claimed.hash)
    FROM (
      SELECT DISTINCT hashtextextended('platform.reply:' || scope || ' ' || key, 0) AS hash FROM ${given} ORDER BY hash
    ) AS claimed`.execute(tx);
  // A statement of its own: it sees what those who had the locks have committed.
  const { rows } = await sql<Kept & { scope: string; key: string; abandoned: boolean }>`${prepared}
    SELECT given.scope, given.key, r.request_hash AS "requestHash", r.status, r.content_type AS "contentType", r.body,
      r.status IS NULL AND r.started_at < now() - make_interval(secs => ${abandonedAfterSeconds}) AS abandoned
    FROM ${given}
    -- Looked up one by one: a plan made while the table was small must be right when it is large.
    CROSS JOIN LATERAL (
      SELECT * FROM platform.idempotent_replies AS stored
      WHERE stored.scope = given.scope AND stored.key = given.key
      LIMIT 1
    ) AS r
    WHERE r.started_at >= now() - make_interval(hours => ${limits.idempotencyHours})`.execute(tx);
  const kept = new Map(rows.map((row) => [`${row.scope} ${row.key}`, row]));
  return claims.map((claim) => {
    const row = kept.get(`${claim.scope} ${claim.key}`);
    if (row === undefined || (row.abandoned && row.requestHash.equals(claim.requestHash))) return 'first';
    return replay(row, claim);
  });
}

/** Keeps the replies of first calls in the transaction of their work; those that ask to be tried again are left out. */
export async function keepReplies(
  tx: Tx,
  replies: readonly { claim: ReplyClaim; stored: Omit<StoredReply, 'body'> & { body: string } }[],
): Promise<void> {
  const kept = replies.filter(({ stored }) => isKept(stored.status));
  if (kept.length === 0) return;
  const { numAffectedRows } = await sql`${prepared}
    INSERT INTO platform.idempotent_replies AS r
      (scope, key, request_hash, status, content_type, body, finished_at)
    SELECT scope, key, decode(request_hash, 'hex'), status, content_type, convert_to(body, 'UTF8'), now()
    FROM unnest(
      ${kept.map(({ claim }) => claim.scope)}::text[],
      ${kept.map(({ claim }) => claim.key)}::text[],
      ${kept.map(({ claim }) => claim.requestHash.toString('hex'))}::text[],
      ${kept.map(({ stored }) => stored.status)}::int[],
      ${kept.map(({ stored }) => stored.contentType)}::text[],
      ${kept.map(({ stored }) => stored.body)}::text[]
    ) AS given (scope, key, request_hash, status, content_type, body)
    ON CONFLICT (scope, key) DO UPDATE
      SET started_at = now(), request_hash = excluded.request_hash, status = excluded.status,
        content_type = excluded.content_type, body = excluded.body, finished_at = excluded.finished_at
      WHERE r.started_at < now() - make_interval(hours => ${limits.idempotencyHours})
         OR (r.status IS NULL AND r.request_hash = excluded.request_hash
             AND r.started_at < now() - make_interval(secs => ${abandonedAfterSeconds}))`.execute(tx);
  // Another endpoint took the key meanwhile: the whole work is undone and asked for again.
  if (Number(numAffectedRows ?? 0n) !== kept.length) throw new Error('a key was claimed by another request meanwhile');
}

/** Forgets replies older than the promised 48 hours. */
export async function forgetOldReplies(db: Db): Promise<void> {
  await db
    .deleteFrom('platform.idempotent_replies')
    .where('started_at', '<', sql<Date>`now() - make_interval(hours => ${limits.idempotencyHours})`)
    .execute();
}
