import { hash } from 'node:crypto';
import type { inviteDevice as contract } from '@og-tickets/contract/gate-devices.ts';
import type { BodyOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { randomToken, uuidv7 } from '../../../platform/keys/random.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { type Actor, type RecordedAction, withEntry } from '../../audit/index.ts';
import { findDevice, findSessionIds, insertDevice, updateInvitation } from '../sql/devices.ts';

/** Bits of the token in the link that enrols a scanner. */
const tokenBits = 128;

/** A scanner that waits to be enrolled by its link, which is told this once. */
export interface Invited {
  deviceId: string;
  enrolUrl: string;
  expiresAt: Date;
}

/** How the token of an invitation is kept: SHA-256, because it is random and used once. */
export function invitationHash(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

function newInvitation(platform: Platform) {
  const token = randomToken(tokenBits);
  return {
    invitation: { tokenHash: invitationHash(token), minutes: limits.deviceInvitationMinutes },
    // After the #, so that no server on the way writes it into a log.
    enrolUrl: `${publicOrigin(platform)}/controle/enroler#token=${token}`,
  };
}

function toldInvited(deviceId: string, after: RecordedAction['after']): RecordedAction {
  return { action: 'device.invited', subject: { kind: 'device', id: deviceId }, after };
}

/** Prepares a scanner. Refused when a session is unknown (`not_found`) or its end lies in the past. */
export async function inviteDevice(
  platform: Platform,
  wish: BodyOf<typeof contract>,
  locale: 'fr' | 'en',
  actor: Actor,
): Promise<Invited | Refusal> {
  const endsAt = new Date(wish.endsAt);
  if (!(endsAt.getTime() > platform.clock.nowMs())) {
    const message = { fr: 'Cette heure est passée.', en: 'This moment is past.' }[locale];
    return refuse('invalid_request', { fields: [{ field: 'body.endsAt', message }] });
  }
  const codes = wish.sessions === null ? null : [...new Set(wish.sessions)];
  const sessionIds = codes === null ? null : await findSessionIds(platform.db, codes);
  if (sessionIds !== null && sessionIds.length !== codes?.length) return refuse('not_found');
  const { invitation, enrolUrl } = newInvitation(platform);
  const plan = { id: uuidv7(), name: wish.name.trim(), sessionIds, gate: wish.gate, endsAt };
  const { name, gate } = plan;
  const expiresAt = await withEntry(
    platform,
    actor,
    (tx) => insertDevice(tx, plan, invitation),
    () => toldInvited(plan.id, { name, gate, sessions: codes, endsAt: wish.endsAt }),
  );
  return isRefusal(expiresAt) ? expiresAt : { deviceId: plan.id, enrolUrl, expiresAt };
}

/** A new link for a scanner that was not enrolled. Refused: `not_found`, `device_already_enrolled`. */
export function inviteDeviceAgain(platform: Platform, deviceId: string, actor: Actor): Promise<Invited | Refusal> {
  const { invitation, enrolUrl } = newInvitation(platform);
  return withEntry(
    platform,
    actor,
    async (tx) => {
      const expiresAt = await updateInvitation(tx, deviceId, invitation);
      if (expiresAt !== undefined) return { deviceId, enrolUrl, expiresAt };
      const device = await findDevice(tx, deviceId);
      return refuse(device?.enrolledAt == null ? 'not_found' : 'device_already_enrolled');
    },
    () => toldInvited(deviceId, null),
  );
}
