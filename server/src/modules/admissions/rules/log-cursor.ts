/** Where a page of the log of scans ended. */
export interface LogCursor {
  /** ISO 8601 in UTC, to the microsecond. */
  receivedAt: string;
  scanId: string;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Writes a cursor as opaque text for an address. */
export function encodeCursor({ receivedAt, scanId }: LogCursor): string {
  return Buffer.from(`${receivedAt} ${scanId}`).toString('base64url');
}

/** Reads a cursor; null when it is none of ours. */
export function decodeCursor(text: string): LogCursor | null {
  const [receivedAt = '', scanId = '', ...others] = Buffer.from(text, 'base64url').toString().split(' ');
  const isOne = others.length === 0 && instant.test(receivedAt) && uuid.test(scanId);
  return isOne && !Number.isNaN(Date.parse(receivedAt)) ? { receivedAt, scanId } : null;
}
