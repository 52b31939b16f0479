import { bytesToBase64Url, type Bytes } from '@og-tickets/contract/rules/bytes.ts';
import { manifestProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { signatureInput } from '@og-tickets/contract/rules/ticket-code/encode.ts';
import { beforeAll, expect, test } from 'vitest';
import { believeManifest, ListNotBelieved } from './ticket-list.ts';

const manifest = JSON.stringify({ session: 'NAT001', amberPerHour: 10 });
let keys: { kid: number; publicKey: string }[];
let sign: (bytes: Bytes) => Promise<string>;

beforeAll(async () => {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('a pair of keys is needed');
  const publicKey = bytesToBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  keys = [{ kid: 3, publicKey }];
  sign = async (bytes) => bytesToBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes)));
});

test('a manifest is believed that one of the shift’s keys has signed', async () => {
  const signature = await sign(manifestProof(manifest));
  expect(await believeManifest({ manifest, kid: 3, signature }, keys)).toMatchObject({ session: 'NAT001' });
});

test('one that was changed, that another key has signed, or that was signed as something else is not', async () => {
  const signature = await sign(manifestProof(manifest));
  const asTicket = await sign(signatureInput(new TextEncoder().encode(manifest)));
  for (const forged of [
    { manifest: manifest.replace('10', '99'), kid: 3, signature },
    { manifest, kid: 4, signature },
    { manifest, kid: 3, signature: asTicket },
    { manifest, kid: 3, signature: signature.replace(/^..../, 'AAAA') },
  ]) {
    await expect(believeManifest(forged, keys)).rejects.toThrow(ListNotBelieved);
  }
  await expect(believeManifest({ manifest, kid: 3, signature }, [])).rejects.toThrow(ListNotBelieved);
});
