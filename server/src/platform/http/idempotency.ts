import { limits } from '@og-tickets/contract/limits.ts';
import { type RawBuilder, sql } from 'kysely';
import { plainArray } from '../database/array-text.ts';
import type { Db } from '../database/database.ts';
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

/** What the database says of a key that was used before. */
interface ClaimedJson {
  at: number;
  requestHash: string;
  status: number | null;
  contentType: string | null;
  /** In base64. */
  body: string | null;
  abandoned: boolean;
}

/** What `claimExpression` reads. */
export type ClaimsJson = readonly ClaimedJson[];

const terms = sql`${limits.idempotencyHours}::int, ${abandonedAfterSeconds}::int`;

/**
 * The expression that does, in a statement of the caller's, what `claimKey` does, for many calls and inside the transaction
 * that does their work and ends with `keepArguments`: others with one of these keys wait for it, here and in other processes.
 */
export function claimExpression(claims: readonly ReplyClaim[]): RawBuilder<ClaimsJson> {
  return sql<ClaimsJson>`platform.claim_replies(
    ${claims.map((claim) => claim.scope)}::text[], ${claims.map((claim) => claim.key)}::text[], ${terms})`;
}

/** What `claimExpression` found, in the order of the claims. */
export function claimed(claims: readonly ReplyClaim[], found: ClaimsJson): ('first' | StoredReply | Refusal)[] {
  const kept = new Map(found.map((one) => [one.at, one]));
  return claims.map((claim, index) => {
    const json = kept.get(index);
    if (json === undefined) return 'first';
    const body = json.body === null ? null : Buffer.from(json.body, 'base64');
    const row = { ...json, requestHash: Buffer.from(json.requestHash, 'hex'), body };
    return json.abandoned && row.requestHash.equals(claim.requestHash) ? 'first' : replay(row, claim);
  });
}

/** A reply to be kept in the transaction of its work. Replies that ask to be tried again are not. */
export interface KeptReply {
  claim: ReplyClaim;
  stored: StoredReply;
}

/** The arguments of `platform.keep_replies` after the first, which says for each reply whether it is wanted. */
export function keepArguments(replies: readonly KeptReply[]): RawBuilder<unknown> {
  if (!replies.every(({ stored }) => isKept(stored.status))) throw new RangeError('a reply of this status is not kept');
  let place = 1;
  const places = replies.map(({ stored }) => {
    const from = place;
    place += stored.body.length;
    return from;
  });
  return sql`
    ${replies.map(({ claim }) => claim.scope)}::text[],
    ${replies.map(({ claim }) => claim.key)}::text[],
    ${plainArray(replies.map(({ claim }) => claim.requestHash.toString('hex')))}::text[],
    ${plainArray(replies.map(({ stored }) => stored.status))}::int[],
    ${replies.map(({ stored }) => stored.contentType)}::text[],
    ${Buffer.concat(replies.map(({ stored }) => stored.body))}::bytea,
    ${plainArray(places)}::int[],
    ${plainArray(replies.map(({ stored }) => stored.body.length))}::int[],
    ${terms}`;
}

/** Forgets replies older than the promised 48 hours. */
export async function forgetOldReplies(db: Db): Promise<void> {
  await db
    .deleteFrom('platform.idempotent_replies')
    .where('started_at', '<', sql<Date>`now() - make_interval(hours => ${limits.idempotencyHours})`)
    .execute();
}
