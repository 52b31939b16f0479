import { bytesToBase64Url, type Bytes } from '../bytes.ts';

/*
 * Scans that a scanner decided by itself hang together: each holds the hash of the one before, and the scanner signs the
 * last. The hash is SHA-256 over the UTF-8 of these lines, joined by one line feed (0x0a) each, none after the last:
 *
 *   og-scan/1
 *   scanId        lower case
 *   session
 *   gate
 *   direction     in, out
 *   verdict       admitted, refused, check
 *   reason
 *   places        decimal, no leading zeros
 *   scannedAt     as it is sent
 *   packSequence  decimal
 *   previous      base64url, no padding; empty for the first
 *   code          as it is sent; last, for it alone may hold line feeds
 */

/** What of an offline scan its hash is made over: `OfflineScan` has it all. */
export interface ChainedScan {
  scanId: string;
  session: string;
  gate: string;
  code: string;
  direction: 'in' | 'out';
  verdict: string;
  reason: string;
  places: number;
  scannedAt: string;
  packSequence: number;
  /** Hash of the scan before: 43 characters of base64url, or empty. */
  previous: string;
}

/** The bytes that the hash of a scan is made over. */
export function scanBytes(scan: ChainedScan): Bytes {
  const { scanId, session, gate, direction, verdict, reason, places, scannedAt, packSequence, previous, code } = scan;
  const lines = ['og-scan/1', scanId.toLowerCase(), session, gate, direction, verdict, reason];
  lines.push(String(places), scannedAt, String(packSequence), previous, code);
  return new TextEncoder().encode(lines.join('\n'));
}

/** The hash of a scan, SHA-256 in base64url: what the next scan holds as `previous`, and the last upload as `head`. */
export async function scanHash(scan: ChainedScan): Promise<string> {
  return bytesToBase64Url(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', scanBytes(scan))));
}

/**
 * Follows scans in their order, oldest first: the hash of each, or the index of the first one that does not hold the hash
 * of the one before it. What the first one holds is for the caller to compare.
 */
export async function followChain(
  scans: readonly ChainedScan[],
): Promise<{ ok: true; hashes: string[] } | { ok: false; brokenAt: number }> {
  const hashes: string[] = [];
  for (const [index, scan] of scans.entries()) {
    if (index > 0 && scan.previous !== hashes[index - 1]) return { ok: false, brokenAt: index };
    hashes.push(await scanHash(scan));
  }
  return { ok: true, hashes };
}
