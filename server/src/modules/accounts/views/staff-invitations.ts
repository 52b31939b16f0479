import type { StaffInvitation } from '@og-tickets/contract/people.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openPerson } from '../personal-data.ts';
import { findInvitations } from '../sql/staff-invitations.ts';
import { namesOf } from './names.ts';

/** Who was asked to work for the shop and has not answered yet, the newest first. */
export async function readInvitations({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<StaffInvitation[]> {
  const rows = await findInvitations(db);
  const inviters = await namesOf(
    { db, keys },
    rows.map(({ invitedBy }) => invitedBy),
  );
  return rows.map((row) => {
    const { email, firstName, lastName } = openPerson(keys, row);
    return {
      id: row.invitationId,
      name: `${firstName} ${lastName}`.trim(),
      email,
      role: row.role === 'admin' ? 'admin' : 'controller',
      invitedBy: inviters.get(row.invitedBy) ?? null,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    };
  });
}
