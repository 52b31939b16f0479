export type SessionSort = 'date' | 'price';

/** The last session of a page: the next page starts after it. */
export interface SessionCursor {
  sort: SessionSort;
  /** Sort key of the price; 0 when sorted by date. */
  price: number;
  startsAtMs: number;
  id: number;
}

/** Writes a cursor as opaque text for an address. */
export function encodeCursor({ sort, price, startsAtMs, id }: SessionCursor): string {
  return Buffer.from(JSON.stringify([sort, price, startsAtMs, id])).toString('base64url');
}

/** Reads a cursor; null when it is not one of ours for this order. */
export function decodeCursor(text: string, sort: SessionSort): SessionCursor | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [sortedBy, price, startsAtMs, id]: unknown[] = value;
  if (sortedBy !== sort || !isKey(price) || !isKey(startsAtMs) || !isKey(id)) return null;
  const cursor = { sort, price, startsAtMs, id };
  return encodeCursor(cursor) === text ? cursor : null;
}

function isKey(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
