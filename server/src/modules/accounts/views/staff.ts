import type { StaffMember } from '@og-tickets/contract/people.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openPerson } from '../personal-data.ts';
import { findStaff } from '../sql/staff.ts';

/** Everybody who works for the shop, admins first. */
export async function readStaff({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<StaffMember[]> {
  const rows = await findStaff(db);
  return rows.flatMap((row) => {
    const { id, role, status, secondFactor, lastLoginAt, createdAt } = row;
    if (role === 'customer' || status === 'erased') return [];
    const { email, firstName, lastName } = openPerson(keys, row);
    const times = { lastLoginAt: lastLoginAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
    return [{ id, name: `${firstName} ${lastName}`.trim(), email, role, status, secondFactor, ...times }];
  });
}
