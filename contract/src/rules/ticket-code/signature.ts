import type { Bytes } from '../bytes.ts';
import { signatureInput } from './encode.ts';
import type { TicketRecord } from './format.ts';

/**
 * Public signing keys by kid, a Map or whatever answers like one: imported ones, or raw keys of 32 bytes (never written to
 * after they are handed over).
 */
export type PublicKeys = { get(kid: number): CryptoKey | Bytes | undefined };
export type SignatureVerdict = 'ok' | 'unknown_key' | 'bad_signature';

const importedKeys = new WeakMap<Bytes, Promise<CryptoKey>>();

/**
 * Checks the Ed25519 signature of a record. Throws when the platform cannot (a page served without https has no
 * WebCrypto) or when a raw public key is malformed: neither is the ticket's fault.
 */
export async function verifySignature(record: TicketRecord, publicKeys: PublicKeys): Promise<SignatureVerdict> {
  const key = publicKeys.get(record.kid);
  if (key === undefined) return 'unknown_key';
  const imported = key instanceof Uint8Array ? await importOnce(key) : key;
  const input = signatureInput(record.signedBytes);
  const good = await globalThis.crypto.subtle.verify('Ed25519', imported, record.signature, input);
  return good ? 'ok' : 'bad_signature';
}

function importOnce(rawKey: Bytes): Promise<CryptoKey> {
  let imported = importedKeys.get(rawKey);
  if (imported === undefined) {
    imported = globalThis.crypto.subtle.importKey('raw', rawKey, 'Ed25519', false, ['verify']);
    importedKeys.set(rawKey, imported);
  }
  return imported;
}
