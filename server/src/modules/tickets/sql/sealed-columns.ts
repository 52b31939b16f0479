import type { SealedColumn } from '../../../platform/keys/reseal.ts';

/** What tickets keeps sealed under the key-encryption key. */
export const ticketSealedColumns: readonly SealedColumn[] = [
  { what: 'tickets', scope: 'tick', table: 'tickets.tickets', column: 'ticket_key_sealed' },
];
