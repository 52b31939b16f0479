import { hash } from 'node:crypto';
import type { redeem } from '@og-tickets/contract/admissions.ts';
import type { BodyOf } from '@og-tickets/contract/endpoint.ts';

/** One scan as a gate sends it. */
export type ScanRequest = BodyOf<typeof redeem>;

/** Tells a scan that is sent again from another one under its id: SHA-256 over its fields in a fixed order. */
export function requestHash(scan: ScanRequest): Buffer {
  const { scanId, session, gate, code, ticketId, direction, places, scannedAt } = scan;
  const what = code ?? { ticketId: ticketId?.toLowerCase() };
  const fields = [scanId.toLowerCase(), session, gate, what, direction, places ?? null, scannedAt];
  return hash('sha256', JSON.stringify(fields), 'buffer');
}
