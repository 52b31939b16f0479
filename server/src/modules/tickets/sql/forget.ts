import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** Empties the names on the tickets of some accounts. */
export async function deleteHolders(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('tickets.tickets')
    .set({ holders_sealed: null, holder_words: sql<string[]>`'{}'` })
    .where('account_id', 'in', [...accountIds])
    .execute();
}

/** Takes back what some accounts offer, with the addresses. */
export async function revokeOffersOf(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('tickets.transfers')
    .set({ status: 'revoked', receiver_email_sealed: null })
    .where('from_account', 'in', [...accountIds])
    .where('status', '=', 'offered')
    .execute();
}

/** Deletes the files that were made for some accounts. */
export async function deletePdfFilesOf(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('tickets.pdf_files')
    .where('account_id', 'in', [...accountIds])
    .execute();
}
