import type { Device } from '@og-tickets/contract/gate-devices.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A scanner as the back office knows it. */
export interface DeviceRow {
  id: string;
  name: string;
  /** Codes; null: every session. */
  sessions: string[] | null;
  gate: string | null;
  endsAt: Date;
  state: Device['state'];
  enrolledAt: Date | null;
  revokedAt: Date | null;
  lastSeenAt: Date | null;
  waitingScans: number | null;
  /** Who began the last shift on it. */
  controllerId: string | null;
}

/** What a scanner is for. */
export interface DevicePlan {
  id: string;
  name: string;
  sessionIds: readonly number[] | null;
  gate: string | null;
  endsAt: Date;
}

/** The link that enrols a scanner, as it is kept. */
export interface Invitation {
  tokenHash: Buffer;
  minutes: number;
}

const untilOf = ({ minutes }: Invitation) => sql<Date>`now() + make_interval(mins => ${minutes})`;

const columns = sql`
  device.id, device.name, device.gate, device.ends_at AS "endsAt", device.enrolled_at AS "enrolledAt",
  device.revoked_at AS "revokedAt", device.last_seen_at AS "lastSeenAt", device.waiting_scans AS "waitingScans",
  (SELECT array_agg(code ORDER BY code) FROM catalog.sessions WHERE id = ANY (device.session_ids)) AS sessions,
  (SELECT shift.controller_id FROM admissions.shifts AS shift WHERE shift.device_id = device.id
    ORDER BY shift.began_at DESC LIMIT 1) AS "controllerId",
  CASE WHEN device.revoked_at IS NOT NULL THEN 'revoked'
       WHEN device.ends_at <= now() THEN 'ended'
       WHEN device.enrolled_at IS NOT NULL THEN 'enrolled'
       WHEN device.invitation_expires_at <= now() THEN 'invitation_expired'
       ELSE 'invited' END AS state`;

async function select(db: Db, condition: RawBuilder<unknown>): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    SELECT ${columns} FROM admissions.devices AS device ${condition}`.execute(db);
  return rows;
}

/** All scanners, the newest first. */
export function selectDevices(db: Db): Promise<DeviceRow[]> {
  return select(db, sql`ORDER BY device.created_at DESC, device.id`);
}

export async function findDevice(db: Db, deviceId: string): Promise<DeviceRow | undefined> {
  return (await select(db, sql`WHERE device.id = ${deviceId}`))[0];
}

/** The numbers of sessions by their codes; unknown ones are left out. */
export async function findSessionIds(db: Db, codes: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('catalog.sessions')
    .select('id')
    .where('code', 'in', [...codes])
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Adds a scanner that is invited. Returns until when. */
export async function insertDevice(tx: Tx, plan: DevicePlan, invitation: Invitation): Promise<Date> {
  const { expiresAt } = await tx
    .insertInto('admissions.devices')
    .values({
      id: plan.id,
      name: plan.name,
      session_ids: plan.sessionIds === null ? null : [...plan.sessionIds],
      gate: plan.gate,
      ends_at: plan.endsAt,
      invitation_hash: invitation.tokenHash,
      invitation_expires_at: untilOf(invitation),
    })
    .returning('invitation_expires_at as expiresAt')
    .executeTakeFirstOrThrow();
  return expiresAt;
}

/** Gives a scanner that is not enrolled another invitation; the one before is worth nothing. Returns until when. */
export async function updateInvitation(tx: Tx, deviceId: string, invitation: Invitation): Promise<Date | undefined> {
  const updated = await tx
    .updateTable('admissions.devices')
    .set({ invitation_hash: invitation.tokenHash, invitation_expires_at: untilOf(invitation) })
    .where('id', '=', deviceId)
    .where('enrolled_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('invitation_expires_at as expiresAt')
    .executeTakeFirst();
  return updated?.expiresAt;
}

/**
 * Uses an invitation up and keeps the key of the scanner that did: of many at once one does. Undefined: it is unknown, used,
 * over, or its scanner was revoked.
 */
export async function useInvitation(
  tx: Tx,
  { tokenHash, publicKey }: { tokenHash: Buffer; publicKey: Buffer },
): Promise<string | undefined> {
  const updated = await tx
    .updateTable('admissions.devices')
    .set({ public_key: publicKey, enrolled_at: sql`now()`, last_seen_at: sql`now()`, invitation_hash: null })
    .where('invitation_hash', '=', tokenHash)
    .where('invitation_expires_at', '>', sql<Date>`now()`)
    .where('ends_at', '>', sql<Date>`now()`)
    .where('enrolled_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return updated?.id;
}

/** Ends a scanner, with the invitation that it may still have; one that was revoked stays so since then. */
export async function markRevoked(tx: Tx, deviceId: string): Promise<void> {
  await tx
    .updateTable('admissions.devices')
    .set({ revoked_at: sql`now()`, invitation_hash: null })
    .where('id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** A scanner was heard of. To the half minute, so that it is no write with each call. */
export async function markSeen(tx: Tx, deviceId: string): Promise<void> {
  await tx
    .updateTable('admissions.devices')
    .set({ last_seen_at: sql`now()` })
    .where('id', '=', deviceId)
    .where(sql<boolean>`coalesce(last_seen_at < now() - interval '30 seconds', true)`)
    .execute();
}

/** The public key of a scanner that was enrolled, uncompressed, and until when it is of use; undefined: unknown. */
export function findDeviceKey(
  db: Db,
  deviceId: string,
): Promise<{ publicKey: Buffer; revokedAt: Date | null; endsAt: Date; isOver: boolean } | undefined> {
  return db
    .selectFrom('admissions.devices')
    .select(['public_key as publicKey', 'revoked_at as revokedAt', 'ends_at as endsAt'])
    .select(sql<boolean>`revoked_at IS NOT NULL OR ends_at <= now()`.as('isOver'))
    .where('id', '=', deviceId)
    .where('public_key', 'is not', null)
    .$narrowType<{ publicKey: Buffer }>()
    .executeTakeFirst();
}
