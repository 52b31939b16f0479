import type { Bytes } from '../bytes.ts';

/*
 * What a scanner signs with its own key (ECDSA P-256 with SHA-256; r then s), and how the server signs its manifest
 * (Ed25519). Each text starts with what it is for, so that no signature can stand for another.
 */

/** How scanners sign, as WebCrypto names it, in browsers and in Node. */
export const deviceSignature = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** What kind of key scanners have. */
export const deviceKeyKind = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** What a scanner signs to redeem its invitation. */
export function enrolProof(token: string): Bytes {
  return utf8(`og-device/1/enrol\n${token}`);
}

/** What a scanner signs to begin a shift; `at` as it is sent, the login's id as the server gave it. */
export function shiftProof(shift: { deviceId: string; at: string; loginId: string }): Bytes {
  return utf8(`og-device/1/shift\n${shift.deviceId}\n${shift.at}\n${shift.loginId}`);
}

/** What a scanner signs to upload scans; `head` is the hash of the last one. */
export function scansProof(upload: { deviceId: string; head: string }): Bytes {
  return utf8(`og-device/1/scans\n${upload.deviceId}\n${upload.head}`);
}

/** What the server signs to answer for a manifest: its text exactly as it is sent. */
export function manifestProof(manifest: string): Bytes {
  return utf8(`ogt/1/manifest\0${manifest}`);
}
