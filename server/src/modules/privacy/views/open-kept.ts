import { openPasskeyName } from '../../accounts/index.ts';
import { openHolders, openReceiver } from '../../tickets/index.ts';

/** A row as the database gives it, as JSON. */
export type KeptRow = Readonly<Record<string, unknown>>;

const textOf = (row: KeptRow, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

/** What is sealed in the rows of a table, opened with the data key of their owner. */
const openers: Readonly<Record<string, (dataKey: Buffer, row: KeptRow, id: string) => KeptRow>> = {
  'tickets.tickets': (dataKey, row, id) => ({
    holders: openHolders(dataKey, { id, holders_sealed: textOf(row, 'holders_sealed') }),
  }),
  'tickets.transfers': (dataKey, row, id) => {
    const sealed = textOf(row, 'receiver_email_sealed');
    // Under the key of the giver, who is the only one that knows it: it goes when somebody accepts.
    return { receiver_email: sealed === null ? null : openReceiver(dataKey, id, sealed) };
  },
  'accounts.passkeys': (dataKey, row, id) => ({ name: openPasskeyName(dataKey, id, textOf(row, 'name_sealed')) }),
};

/** The rows of a table as their owner gets them: what is sealed is opened, or left out. Throws SealError. */
export function openKept(table: string, rows: readonly KeptRow[], dataKey: Buffer): KeptRow[] {
  const open = openers[table];
  return rows.map((row) => {
    const clear = Object.entries(row).filter(([column]) => !column.endsWith('_sealed'));
    const id = textOf(row, 'id');
    return { ...Object.fromEntries(clear), ...(open === undefined || id === null ? {} : open(dataKey, row, id)) };
  });
}
