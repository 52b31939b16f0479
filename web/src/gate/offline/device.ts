import { beginShift, endShift, type EnrolledDevice, enrolDevice } from '@og-tickets/contract/gate-devices.ts';
import { bytesToBase64Url, type Bytes } from '@og-tickets/contract/rules/bytes.ts';
import {
  deviceKeyKind,
  deviceSignature,
  enrolProof,
  shiftProof,
} from '@og-tickets/contract/rules/gate/device-proof.ts';
import { call } from '../../api/call.ts';
import { currentLoginId, currentToken } from '../../api/login.ts';
import { keep, type KeptDevice, type KeptShift, readKept, wipeAll } from './gate-store.ts';

/** Signs by the scanner's key; base64url, r then s. */
export async function signAsDevice(keys: CryptoKeyPair, bytes: Bytes): Promise<string> {
  return bytesToBase64Url(new Uint8Array(await crypto.subtle.sign(deviceSignature, keys.privateKey, bytes)));
}

/**
 * Makes this browser the scanner that an invitation is for: a key pair whose private half never leaves it, proved to the
 * server. What another scanner left here is wiped first. Throws ApiError `invitation_invalid`.
 */
export async function enrolThisDevice(token: string): Promise<EnrolledDevice> {
  const keys = await crypto.subtle.generateKey(deviceKeyKind, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const publicKey = { kty: 'EC', crv: 'P-256', x, y } as const;
  const signature = await signAsDevice(keys, enrolProof(token));
  const device = await call(enrolDevice, { body: { token, publicKey, signature } });
  await wipeAll();
  await keep('device', { device, keys });
  return device;
}

/**
 * Ties the login of this browser to the scanner. Throws ApiError: `device_revoked`, `device_proof_refused` when the clock is
 * wrong or the scanner unknown. Returns what the shift may do, with the server's time.
 */
export async function startShift({ device, keys }: KeptDevice, nowMs: number): Promise<KeptShift> {
  await currentToken();
  const loginId = currentLoginId() ?? '';
  const at = new Date(nowMs).toISOString();
  const signature = await signAsDevice(keys, shiftProof({ deviceId: device.id, at, loginId }));
  const askedAtMs = Date.now();
  const begun = await call(beginShift, { body: { deviceId: device.id, at, signature } });
  const answeredAtMs = Date.now();
  await keep('device', { device: begun.device, keys });
  const before = await readKept('shift');
  const shift: KeptShift = {
    supervisor: begun.supervisor,
    manifestKeys: begun.manifestKeys,
    offsetMs: Math.round(Date.parse(begun.serverTime) - (askedAtMs + answeredAtMs) / 2),
    lastWallMs: answeredAtMs,
    station: before?.station ?? null,
  };
  await keep('shift', shift);
  return shift;
}

/** Tells the server that the scanner is nobody's until the next shift. Throws ApiError when it cannot be told. */
export async function closeShift(): Promise<void> {
  await call(endShift, {});
}

/** The token in the text of an enrolment link of this very site, as its QR code holds it; null for anything else. */
export function tokenOfLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const link = new URL(text);
  return link.origin === location.origin && link.pathname === '/controle/enroler' ? tokenOfFragment(link.hash) : null;
}

/** The token in the part of an address that is never sent to a server; null when there is none. */
export function tokenOfFragment(hash: string): string | null {
  return /^#(?:[a-z]+=)?([A-Za-z0-9_-]{22,43})$/.exec(hash)?.[1] ?? null;
}
