import { openBytes, openText, sealBytes, sealText } from '../../platform/keys/seal-text.ts';

/*
 * What tickets keeps of people, each sealed under the data key of the account that it is of: the owner's, for the names on
 * a ticket and files, the giver's, for the address that an offer is mailed to.
 */

const holders = 'tickets.tickets.holders';
const receiverEmail = 'tickets.transfers.receiver_email';
const file = 'tickets.pdf_files.file';

/** Seals a name for each place; null without a key, which is an erased account. */
export function sealHolders(dataKey: Buffer | null, ticketId: string, names: readonly string[]): string | null {
  if (dataKey === null) return null;
  return sealText(dataKey, { column: holders, rowId: ticketId }, JSON.stringify(names));
}

/** The names of a ticket's places, as far as they were given; none once they were forgotten. Throws SealError. */
export function openHolders(dataKey: Buffer, row: { id: string; holders_sealed: string | null }): string[] {
  if (row.holders_sealed === null) return [];
  // Only `sealHolders` seals it, with this very type.
  return JSON.parse(openText(dataKey, { column: holders, rowId: row.id }, row.holders_sealed)) as string[];
}

/** Seals whom an offer is mailed to. */
export function sealReceiver(dataKey: Buffer, transferId: string, email: string): string {
  return sealText(dataKey, { column: receiverEmail, rowId: transferId }, email);
}

/** Whom an offer is mailed to. Throws SealError. */
export function openReceiver(dataKey: Buffer, transferId: string, sealed: string): string {
  return openText(dataKey, { column: receiverEmail, rowId: transferId }, sealed);
}

/** Seals a file with names and codes. */
export function sealFile(dataKey: Buffer, fileId: string, bytes: Uint8Array): Buffer {
  return sealBytes(dataKey, { column: file, rowId: fileId }, bytes);
}

/** Opens such a file. Throws SealError. */
export function openFile(dataKey: Buffer, fileId: string, sealed: Buffer): Buffer {
  return openBytes(dataKey, { column: file, rowId: fileId }, sealed);
}
