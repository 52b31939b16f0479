import type { Device, DeviceKey, EnrolledDevice } from '@og-tickets/contract/gate-devices.ts';
import { bytesToBase64Url, type Bytes } from '@og-tickets/contract/rules/bytes.ts';
import {
  deviceKeyKind,
  deviceSignature,
  enrolProof,
  shiftProof,
} from '@og-tickets/contract/rules/gate/device-proof.ts';
import type { Answer, Client } from './client.ts';

/** The key pair that a scanner makes for itself. */
export interface ScannerKey {
  publicKey: DeviceKey;
  /** Signs with the private half: base64url. */
  sign(message: Bytes): Promise<string>;
}

/** What an admin gets who prepares a scanner. */
export interface Invitation {
  device: Device;
  enrolUrl: string;
  expiresAt: string;
}

/** A scanner that was enrolled by its link. */
export interface EnrolledScanner {
  id: string;
  key: ScannerKey;
}

export async function makeScannerKey(): Promise<ScannerKey> {
  const pair = await crypto.subtle.generateKey(deviceKeyKind, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    publicKey: { kty: 'EC', crv: 'P-256', x, y },
    sign: async (message) =>
      bytesToBase64Url(new Uint8Array(await crypto.subtle.sign(deviceSignature, pair.privateKey, message))),
  };
}

/** Has an admin prepare a scanner: for every session and gate, for a day, unless it says otherwise. */
export async function inviteScanner(admin: Client, change: Record<string, unknown> = {}): Promise<Invitation> {
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();
  const body = { name: 'Lecteur', sessions: null, gate: null, endsAt, ...change };
  const answer = await admin.post<Invitation>('/admin/devices', body);
  if (answer.status !== 201) throw new Error(`no scanner: ${answer.status} ${answer.bytes.toString()}`);
  return answer.body;
}

/** The token in the link of an invitation. */
export function tokenOfInvitation({ enrolUrl }: Invitation): string {
  return new URL(enrolUrl).hash.replace('#token=', '');
}

/** What a scanner sends to redeem an invitation. */
export async function enrolment(token: string, key: ScannerKey) {
  return { token, publicKey: key.publicKey, signature: await key.sign(enrolProof(token)) };
}

/** Prepares and enrols a scanner. */
export async function enrolScanner(admin: Client, change: Record<string, unknown> = {}): Promise<EnrolledScanner> {
  const key = await makeScannerKey();
  const token = tokenOfInvitation(await inviteScanner(admin, change));
  const answer = await admin.post<EnrolledDevice>('/gate/enrol', await enrolment(token, key));
  if (answer.status !== 201) throw new Error(`not enrolled: ${answer.status} ${answer.bytes.toString()}`);
  return { id: answer.body.id, key };
}

/** The id of the login that a browser has a token of. */
export function loginIdOf(browser: Client): string {
  const [, payload = ''] = (browser.accessToken ?? '').split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (typeof claims === 'object' && claims !== null && 'sid' in claims) return String(claims.sid);
  throw new Error('this browser is not logged in');
}

/** What a scanner sends to begin a shift of who is logged in on it. */
export async function shiftOn({ id: deviceId, key }: EnrolledScanner, browser: Client, at = new Date()) {
  const said = { deviceId, at: at.toISOString() };
  return { ...said, signature: await key.sign(shiftProof({ ...said, loginId: loginIdOf(browser) })) };
}

/** Begins a shift on a scanner. */
export async function beginShift(scanner: EnrolledScanner, browser: Client): Promise<Answer<unknown>> {
  const answer = await browser.post('/gate/shifts', await shiftOn(scanner, browser));
  if (answer.status !== 200) throw new Error(`no shift: ${answer.status} ${answer.bytes.toString()}`);
  return answer;
}
