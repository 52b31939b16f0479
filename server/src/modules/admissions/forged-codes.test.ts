import { sign } from 'node:crypto';
import { decodeBase45, encodeBase45 } from '@og-tickets/contract/rules/base45.ts';
import { encodeText, signatureInput } from '@og-tickets/contract/rules/ticket-code/encode.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';

let shop: TestShop;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
});
afterAll(() => shop.close());

const prefix = 'OG1:';
const alphabet = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:_abc]\\');
const codes = 20_000;

/** Changes to the bytes of a record, and to its text: what a forger, a bad printer or a bad reader might do. */
const byteChange = fc.oneof(
  fc.record({ kind: fc.constant('flip'), at: fc.nat(97), value: fc.nat(7) }),
  fc.record({ kind: fc.constant('set'), at: fc.nat(97), value: fc.nat(255) }),
  fc.record({ kind: fc.constant('swap'), at: fc.nat(97), value: fc.nat(97) }),
);
const textChange = fc.oneof(
  fc.record({ kind: fc.constant('put'), at: fc.nat(150), letter: fc.constantFrom(...alphabet) }),
  fc.record({ kind: fc.constant('insert'), at: fc.nat(151), letter: fc.constantFrom(...alphabet) }),
  fc.record({ kind: fc.constant('delete'), at: fc.nat(150), letter: fc.constant('') }),
);
type ByteChange = typeof byteChange extends fc.Arbitrary<infer Change> ? Change : never;
type TextChange = typeof textChange extends fc.Arbitrary<infer Change> ? Change : never;

function changeBytes(code: string, changes: readonly ByteChange[]): string {
  const record = Uint8Array.from(decodeBase45(code.slice(prefix.length)) ?? []);
  for (const { kind, at, value } of changes) {
    const byte = record[at] ?? 0;
    if (kind === 'flip') record[at] = byte ^ (1 << value);
    else if (kind === 'set') record[at] = value;
    else {
      record[at] = record[value] ?? 0;
      record[value] = byte;
    }
  }
  return prefix + encodeBase45(record);
}

function changeText(code: string, changes: readonly TextChange[]): string {
  let text = code;
  for (const { kind, at, letter } of changes)
    text = text.slice(0, at) + letter + text.slice(kind === 'insert' ? at : at + 1);
  return text;
}

test(`none of ${codes} mutated codes of two tickets is accepted`, async () => {
  const bought = [await buyTicket(shop, session), await buyTicket(shop, session, 'famille')];
  const originals = bought.map(({ code }) => code);
  const accepts = async (text: string): Promise<boolean> => {
    const { ok } = await checkTicketCode({
      text: readTypedCode(text),
      publicKeys: shop.platform.keys.signing.rawPublicKeys,
      sessionNumber: session.id,
      nowSeconds: Date.now() / 1000,
    });
    return ok;
  };
  for (const code of originals) expect(await accepts(code)).toBe(true);
  const seed = inject('seed');
  const accepted: string[] = [];
  let tried = 0;
  const mutation = fc.tuple(
    fc.constantFrom(...originals),
    fc.array(byteChange, { maxLength: 4 }),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(textChange, { maxLength: 3 })),
  );
  for (const [code, inBytes, inText] of fc.sample(mutation, { numRuns: codes * 2, seed })) {
    if (tried === codes) break;
    const mutated = changeText(changeBytes(code, inBytes), inText);
    if (originals.includes(readTypedCode(mutated))) continue;
    tried += 1;
    if (await accepts(mutated)) accepted.push(mutated);
  }
  expect({ seed, tried, accepted }).toEqual({ seed, tried: codes, accepted: [] });
}, 120_000);

test('the parts of two good codes do not make a third', async () => {
  const [one, two] = [await buyTicket(shop, session), await buyTicket(shop, session, 'duo')];
  const bytesOf = (code: string) => Uint8Array.from(decodeBase45(code.slice(prefix.length)) ?? []);
  const [a, b] = [bytesOf(one.code), bytesOf(two.code)];
  for (let cut = 1; cut < a.length; cut += 1) {
    const spliced = Uint8Array.from([...a.subarray(0, cut), ...b.subarray(cut)]);
    const text = prefix + encodeBase45(spliced);
    if (text === one.code || text === two.code) continue;
    const { ok } = await checkTicketCode({
      text,
      publicKeys: shop.platform.keys.signing.rawPublicKeys,
      sessionNumber: session.id,
      nowSeconds: Date.now() / 1000,
    });
    expect({ cut, ok }).toEqual({ cut, ok: false });
  }
});

/** A true code of a ticket with some bytes changed and signed with the shop's own key, as a thief of it would. */
function signedByThief(code: string, change: (record: Uint8Array) => void): string {
  const { privateKeys, currentKid } = shop.platform.keys.signing;
  const key = privateKeys.get(currentKid);
  if (key === undefined) throw new Error('no signing key');
  const record = Uint8Array.from(decodeBase45(code.slice(prefix.length)) ?? []);
  change(record);
  record.set(sign(null, signatureInput(record.subarray(0, 34)), key), 34);
  return encodeText(record);
}

test('a stolen signing key opens no gate, not even with the tag of a true ticket', async () => {
  const controller = await shop.make.login(await shop.make.account('controller'));
  const elsewhere = await shop.make.session();
  const own = await buyTicket(shop, session);
  const cheap = await buyTicket(shop, elsewhere);
  const forged = {
    'another session': signedByThief(cheap.code, (record) => new DataView(record.buffer).setUint32(2, session.id)),
    'more places': signedByThief(own.code, (record) => record.fill(50, 24, 25)),
    'a later generation': signedByThief(own.code, (record) => record.fill(9, 23, 24)),
    'another ticket': signedByThief(own.code, (record) => record.fill(7, 12, 22)),
    'another tag': signedByThief(own.code, (record) => record.fill(7, 26, 34)),
  };
  for (const [change, text] of Object.entries(forged)) {
    const { verdict, reason } = await scan(controller, session, text);
    const expected = change === 'another ticket' ? 'unknown_ticket' : 'key_mismatch';
    expect({ change, verdict, reason }).toEqual({ change, verdict: 'refused', reason: expected });
  }
  expect(await scan(controller, session, own.code)).toMatchObject({ verdict: 'admitted' });
});

test('none of 300 mutated codes gets in over HTTP', async () => {
  const controller = await shop.make.login(await shop.make.account('controller'));
  const { code, ticket } = await buyTicket(shop, session, 'famille');
  const mutation = fc.tuple(fc.array(byteChange, { maxLength: 4 }), fc.array(textChange, { maxLength: 1 }));
  const seed = inject('seed');
  let tried = 0;
  for (const [inBytes, inText] of fc.sample(mutation, { numRuns: 1_000, seed })) {
    const mutated = changeText(changeBytes(code, inBytes), inText);
    if (tried === 300 || mutated === '' || readTypedCode(mutated) === code) continue;
    tried += 1;
    const { verdict } = await scan(controller, session, mutated);
    expect({ seed, mutated, admitted: verdict === 'admitted' }).toEqual({ seed, mutated, admitted: false });
  }
  expect(tried).toBe(300);
  const { entries } = await shop.db
    .selectFrom('tickets.tickets')
    .select('entries')
    .where('id', '=', ticket.id)
    .executeTakeFirstOrThrow();
  expect(entries).toBe(0);
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'admitted' });
}, 120_000);
