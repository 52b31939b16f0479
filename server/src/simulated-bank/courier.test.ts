import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type BankProcess, startBankProcess } from '../../test/bank-process.ts';
import { isChargeAnswer, isOpenedAnswer } from '../modules/payments/providers/simulated-bank/event-body.ts';
import { isSignedEvent, merchantToken } from '../modules/payments/providers/simulated-bank/signature.ts';
import { loadKeyRing, type KeyRing } from '../platform/keys/key-ring.ts';
import { pauseAfterMs } from './courier.ts';
import { type BankBooks, readBooks } from './export-books.ts';

let keys: KeyRing;
let folder: string;
let bank: BankProcess;
/** What the merchant was sent; it refuses while `isDown`. */
const deliveries: { body: Buffer; signed: string; at: number }[] = [];
let isDown = true;
const merchant = createServer((request, answer) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signed = String(request.headers['x-simulated-bank-signature']);
    deliveries.push({ body: Buffer.concat(chunks), signed, at: Date.now() });
    answer.writeHead(isDown ? 503 : 204).end();
  });
});

beforeAll(async () => {
  keys = await loadKeyRing({ dataDir: inject('keysDir'), files: {}, generate: false });
  folder = await mkdtemp(join(tmpdir(), 'og-tickets-bank-'));
  merchant.listen(0, '127.0.0.1');
  await once(merchant, 'listening');
  bank = await start();
});
afterAll(async () => {
  await bank.stop();
  merchant.close();
  await rm(folder, { recursive: true, force: true });
});

function start(): Promise<BankProcess> {
  const address = merchant.address();
  if (address === null || typeof address === 'string') throw new Error('the merchant does not listen');
  const webhookUrl = `http://127.0.0.1:${address.port}/`;
  return startBankProcess({ dataDir: inject('keysDir'), folder, webhookUrl });
}

async function call(path: string, body: object): Promise<{ id: string; state: string; clientSecret: string }> {
  const answer = await fetch(`${bank.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${merchantToken(keys.bankWebhook)}` },
    body: JSON.stringify(body),
  });
  const said: unknown = await answer.json();
  if (!isChargeAnswer(said)) throw new Error(`the bank answered ${answer.status} without a charge`);
  return { ...said.charge, clientSecret: isOpenedAnswer(said) ? said.clientSecret : '' };
}

async function until(look: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!look()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const books = (): BankBooks => readBooks(folder);

test('a bank that is killed knows all it answered, and tells it once the shop is there again', async () => {
  const order = { orderCode: 'ABC379', amountCents: 9_000, currency: 'EUR', returnUrl: '/' };
  const charges = await Promise.all(
    Array.from({ length: 40 }, () => call('/charges', { merchantReference: randomUUID(), ...order })),
  );
  const card = { cardNumber: '4242424242424242', expiry: '12/39', cvc: '123' };
  const answered: string[] = [];
  const paying = charges.map(async ({ id, clientSecret }) => {
    const paid = await call(`/charges/${id}/pay`, { clientSecret, ...card });
    if (paid.state === 'captured') answered.push(id);
  });
  // Killed while it is answering: what it has said is on the disk, what it has not may be or not.
  await Promise.any(paying);
  await bank.kill();
  await Promise.allSettled(paying);
  expect(answered.length).toBeGreaterThan(0);
  const captured = new Set(books().charges.flatMap((each) => (each.capturedMs === null ? [] : [each.id])));
  expect(answered.filter((id) => !captured.has(id))).toEqual([]);
  expect(books().charges).toHaveLength(40);
  deliveries.length = 0;
  bank = await start();
  for (const { id, clientSecret } of charges) await call(`/charges/${id}/pay`, { clientSecret, ...card });
  await until(() => deliveries.length > 40, 'deliveries to a shop that is down');
  expect(books().events.every((event) => event.deliveredMs === null)).toBe(true);
  isDown = false;
  await until(() => books().events.every((event) => event.deliveredMs !== null), 'every event is delivered');
  const { charges: kept, events } = books();
  expect(kept.every((each) => each.status === 'captured')).toBe(true);
  // One capture a charge, although each was paid before and after the kill.
  expect(events.map((event) => event.kind)).toEqual(Array<string>(40).fill('charge.captured'));
  for (const { body, signed, at } of deliveries) expect(isSignedEvent(keys.bankWebhook, body, signed, at)).toBe(true);
}, 60_000);

test('an event that is refused is sent again after growing pauses, up to an hour', () => {
  expect([1, 2, 3, 4].map(pauseAfterMs)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect([13, 50, 5_000].map(pauseAfterMs)).toEqual([3_600_000, 3_600_000, 3_600_000]);
});
