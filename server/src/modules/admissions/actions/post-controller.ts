import type { postController as contract } from '@og-tickets/contract/gate-devices.ts';
import type { BodyOf } from '@og-tickets/contract/endpoint.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, withEntry } from '../../audit/index.ts';
import { findSessionIds } from '../sql/devices.ts';
import { deletePosting, upsertPosting } from '../sql/postings.ts';
import { forgetStaff } from '../views/staff.ts';

/** Posts a controller to a session and gate. Returns the posting's id; refused: `not_found`. */
export async function postController(
  platform: Pick<Platform, 'db' | 'clock' | 'keys' | 'fanOut'>,
  wish: BodyOf<typeof contract>,
  actor: Actor,
): Promise<string | Refusal> {
  const { controllerId, session, gate, supervisor } = wish;
  const posted = await withEntry(
    platform,
    actor,
    async (tx) => {
      const [sessionId = null] = session === null ? [] : await findSessionIds(tx, [session]);
      if (session !== null && sessionId === null) return refuse('not_found');
      return (await upsertPosting(tx, { controllerId, sessionId, gate, supervisor })) ?? refuse('not_found');
    },
    (id) => ({ action: 'posting.created', subject: { kind: 'posting', id }, after: wish }),
  );
  forgetStaff(platform);
  return posted;
}

/** Posts a controller to every session and gate as a supervisor, as the one of the demo is. */
export async function postEverywhere(tx: Tx, controllerId: string): Promise<void> {
  await upsertPosting(tx, { controllerId, sessionId: null, gate: null, supervisor: true });
}

/** Takes a posting away. Refused: `not_found`. */
export async function removePosting(
  platform: Pick<Platform, 'db' | 'clock' | 'keys' | 'fanOut'>,
  postingId: string,
  actor: Actor,
): Promise<null | Refusal> {
  const removed = await withEntry(
    platform,
    actor,
    async (tx) => (await deletePosting(tx, postingId)) ?? refuse('not_found'),
    (before) => ({ action: 'posting.removed', subject: { kind: 'posting', id: postingId }, before }),
  );
  forgetStaff(platform);
  return isRefusal(removed) ? removed : null;
}
