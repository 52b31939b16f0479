/** What is known of an actor besides what they did; sealed under their key of the journal. */
export interface PrivatePart {
  address: string | null;
  reason: string | null;
}

/** The column that the sealed text is bound to. */
export const privateColumn = 'audit.entries.private';

/** Reads the opened text of an entry. Throws for what `recordAction` never wrote. */
export function readPrivatePart(text: string): PrivatePart {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('not the private part of an entry');
  const read = (name: string): string | null => {
    const field: unknown = Reflect.get(value, name);
    return typeof field === 'string' ? field : null;
  };
  return { address: read('address'), reason: read('reason') };
}
