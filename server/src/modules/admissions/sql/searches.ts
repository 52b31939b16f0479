import type { Tx } from '../../../platform/database/database.ts';

/** Keeps who looked for a ticket and which they were shown; not by what words, which are names. */
export async function insertSearch(
  tx: Tx,
  search: {
    sessionId: number;
    controllerId: string;
    deviceId: string | null;
    by: 'order' | 'holder';
    ticketIds: readonly string[];
  },
): Promise<void> {
  await tx
    .insertInto('admissions.searches')
    .values({
      session_id: search.sessionId,
      controller_id: search.controllerId,
      device_id: search.deviceId,
      by: search.by,
      ticket_ids: [...search.ticketIds],
    })
    .execute();
}
