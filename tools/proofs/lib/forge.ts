import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { decodeBase45 } from '@og-tickets/contract/rules/base45.ts';
import { encodeText, signatureInput } from '@og-tickets/contract/rules/ticket-code/encode.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const textAt = 4;
const staticBytes = 98;
const headBytes = 34;
const tagAt = 26;

/** Numbers from 0 up to, not including, `below`, the same for the same seed (xorshift32). */
export type Dice = (below: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** What a forger has: true codes, keys of his own and, for one kind of forgery, the signing key of the shop. */
export interface Forger {
  dice: Dice;
  /** Texts of true codes, of both kinds. */
  originals: readonly string[];
  leakedKey: KeyObject;
  /** A true static code for another session, and the number of the one he wants to get into. */
  elsewhere: string;
  sessionNumber: number;
}

const ownKey = generateKeyPairSync('ed25519').privateKey;

/** The ways to make a false code, each with the name that the report counts it under. */
const forgeries: Record<string, (forger: Forger) => string> = {
  'bits flipped': ({ dice, originals }) => {
    const record = pick(dice, originals.map(recordOf));
    for (let flips = 1 + dice(4); flips > 0; flips -= 1) flip(record, dice(record.length), dice(8));
    return encodeText(record);
  },
  'bytes set': ({ dice, originals }) => {
    const record = pick(dice, originals.map(recordOf));
    for (let sets = 1 + dice(4); sets > 0; sets -= 1) record[dice(record.length)] = dice(256);
    return encodeText(record);
  },
  'letters changed': ({ dice, originals }) => {
    const letters = Array.from(pick(dice, originals));
    for (let changes = 1 + dice(3); changes > 0; changes -= 1) {
      letters[textAt + dice(letters.length - textAt)] = letter(dice);
    }
    return letters.join('');
  },
  'two codes spliced': ({ dice, originals }) => {
    const one = pick(dice, originals.map(recordOf));
    const others = originals.map(recordOf).filter(({ length }) => length === one.length);
    const two = pick(dice, others);
    const cut = 1 + dice(one.length - 1);
    return encodeText(Uint8Array.from([...one.subarray(0, cut), ...two.subarray(cut)]));
  },
  'signed with another key': (forger) => signedWith(ownKey, forger),
  'signed with the leaked key': (forger) => signedWith(forger.leakedKey, forger),
  'another session, leaked key': ({ dice, elsewhere, sessionNumber, leakedKey }) => {
    const record = recordOf(elsewhere);
    new DataView(record.buffer).setUint32(2, sessionNumber);
    record[25] = dice(8);
    return signed(leakedKey, record);
  },
  'letters at random': ({ dice, originals }) => {
    const { length } = pick(dice, originals);
    return `OG1:${Array.from({ length: length - textAt }, () => letter(dice)).join('')}`;
  },
};

/** Makes one false code; it may by chance be a true one, which the caller leaves out. */
export function forge(forger: Forger): { kind: string; text: string } {
  const [kind, make] = pick(forger.dice, Object.entries(forgeries));
  return { kind, text: make(forger) };
}

/** A static code for a ticket, a number of places, a generation or a tag that was never issued, with a good signature. */
function signedWith(key: KeyObject, { dice, originals }: Forger): string {
  const statics = originals.map(recordOf).filter(({ length }) => length === staticBytes);
  const record = pick(dice, statics);
  const change = dice(4);
  if (change === 0) record[24] = 1 + (((record[24] ?? 0) + dice(49)) % 50);
  else if (change === 1) record[23] = ((record[23] ?? 0) + 1 + dice(255)) & 0xff;
  else if (change === 2) for (let at = 6; at < 22; at += 1) record[at] = dice(256);
  else for (let at = tagAt; at < headBytes; at += 1) record[at] = dice(256);
  return signed(key, record);
}

function signed(key: KeyObject, record: Uint8Array): string {
  record.set(sign(null, signatureInput(record.subarray(0, headBytes)), key), headBytes);
  return encodeText(record);
}

function recordOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase45(text.slice(textAt)) ?? []);
}

function flip(record: Uint8Array, at: number, bit: number): void {
  record[at] = (record[at] ?? 0) ^ (1 << bit);
}

function letter(dice: Dice): string {
  return alphabet.charAt(dice(alphabet.length));
}

function pick<T>(dice: Dice, things: readonly T[]): T {
  const thing = things[dice(things.length)];
  if (thing === undefined) throw new RangeError('nothing to pick from');
  return thing;
}
