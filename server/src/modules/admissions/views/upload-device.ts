import type { Db } from '../../../platform/database/database.ts';

/** A scanner, as far as its uploads are judged by it. */
export interface UploadDevice {
  id: string;
  /** Point of P-256, uncompressed. */
  publicKey: Buffer;
  revokedAt: Date | null;
  /** After it the scanner is of no use. */
  endsAt: Date;
  /** Null: every session. */
  sessions: number[] | null;
}

/** A scanner that was enrolled once, whatever became of it since; null when there is none of this id. */
export async function findUploadDevice(db: Db, deviceId: string): Promise<UploadDevice | null> {
  const row = await db
    .selectFrom('admissions.devices')
    .select(['id', 'public_key', 'revoked_at', 'ends_at', 'session_ids'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (row === undefined || row.public_key === null) return null;
  const { id, public_key: publicKey, revoked_at: revokedAt, ends_at: endsAt, session_ids: sessions } = row;
  return { id, publicKey, revokedAt, endsAt, sessions };
}
