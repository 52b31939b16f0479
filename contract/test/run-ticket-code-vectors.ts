import { BASE45_ALPHABET } from '../src/rules/base45.ts';
import { bytesToHex, hexToBytes } from '../src/rules/bytes.ts';
import { chainDownTo, chainPrevious, revealAt, verifyChain } from '../src/rules/ticket-code/chain.ts';
import { type CheckResult, checkTicketCode } from '../src/rules/ticket-code/check.ts';
import { encodeRotatingText, encodeTaggedFields, encodeText } from '../src/rules/ticket-code/encode.ts';
import { fingerprint } from '../src/rules/ticket-code/fingerprint.ts';
import {
  CODE_PREFIX,
  CREDENTIAL_LENGTH,
  type RotatingRecord,
  STATIC_RECORD_LENGTH,
  STEP_SECONDS,
  type TicketRecord,
} from '../src/rules/ticket-code/format.ts';
import { parseTicketCode } from '../src/rules/ticket-code/parse.ts';
import type { PublicKeys } from '../src/rules/ticket-code/signature.ts';

/** The parts of `ticket-code-vectors.json` that a verifier needs; byte strings are hexadecimal. */
export type TicketCodeVectors = {
  ticket_id: string;
  session: number;
  generation: number;
  places: number;
  flags: number;
  kid: number;
  public_key: string;
  head_bytes_2_25: string;
  tag: string;
  fp: string;
  static_record: string;
  static_text: string;
  t0: number;
  k_rot: string;
  anchor: string;
  step: number;
  reveal: string;
  rotating_text: string;
};

export type VectorReport = { passed: number; failed: string[] };

type Changes = { publicKeys?: PublicKeys; sessionNumber?: number; stepNow?: number };

/** The vectors read once, with what every check below needs. */
type Bench = {
  vectors: TicketCodeVectors;
  staticRecord: TicketRecord;
  rotatingRecord: RotatingRecord;
  rotatingBytes: Uint8Array;
  /** What `checkTicketCode` says of a text: 'ok' or the reason of the refusal. */
  verdict: (text: string, changes?: Changes) => Promise<string>;
  expect: (name: string, actual: unknown, expected: unknown) => void;
};

/**
 * Runs every positive and negative vector of the ticket code, and mutations of them, wherever it is loaded: the same
 * file runs in Node and, bundled, in browsers. Says how many checks passed and names those that failed.
 */
export async function runTicketCodeVectors(vectors: TicketCodeVectors): Promise<VectorReport> {
  const report: VectorReport = { passed: 0, failed: [] };
  const bench = layBench(vectors, report);
  if (bench === undefined) return { passed: 0, failed: ['the texts of the vectors do not parse'] };
  checkFields(bench);
  checkChain(bench);
  await checkAccepted(bench);
  await checkClock(bench);
  await checkKeysAndSession(bench);
  await checkVersions(bench);
  await checkTextMutations(bench);
  await checkBitFlips(bench);
  return report;
}

function layBench(vectors: TicketCodeVectors, report: VectorReport): Bench | undefined {
  const parsedStatic = parseTicketCode(vectors.static_text);
  const parsedRotating = parseTicketCode(vectors.rotating_text);
  if (!parsedStatic.ok || !parsedRotating.ok || parsedRotating.record.kind !== 'rotating') return undefined;
  const rotatingRecord = parsedRotating.record;
  const publicKeys: PublicKeys = new Map([[vectors.kid, hexToBytes(vectors.public_key)]]);
  const rotatingTail = vectors.step.toString(16).padStart(4, '0') + vectors.reveal;
  return {
    vectors,
    staticRecord: parsedStatic.record,
    rotatingRecord,
    rotatingBytes: hexToBytes(
      bytesToHex(rotatingRecord.signedBytes) + bytesToHex(rotatingRecord.signature) + rotatingTail,
    ),
    async verdict(text, { stepNow = vectors.step, ...changes } = {}) {
      const nowSeconds = vectors.t0 + stepNow * STEP_SECONDS;
      const input = { text, publicKeys, sessionNumber: vectors.session, nowSeconds, ...changes };
      const result: CheckResult = await checkTicketCode(input);
      return result.ok ? 'ok' : result.reason;
    },
    expect(name, actual, expected) {
      if (actual === expected) report.passed += 1;
      else report.failed.push(`${name}: ${String(actual)}, not ${String(expected)}`);
    },
  };
}

function checkFields({ vectors, staticRecord, rotatingRecord, rotatingBytes, expect }: Bench): void {
  expect('static kind', staticRecord.kind, 'static');
  for (const record of [staticRecord, rotatingRecord]) {
    const of = (name: string): string => `${record.kind} ${name}`;
    expect(of('kid'), record.kid, vectors.kid);
    expect(of('session'), record.sessionNumber, vectors.session);
    expect(of('ticket id'), record.ticketId, vectors.ticket_id);
    expect(of('generation'), record.generation, vectors.generation);
    expect(of('places'), record.places, vectors.places);
    expect(of('flags'), record.flags, vectors.flags);
    expect(of('tag'), bytesToHex(record.tag), vectors.tag);
    expect(of('tagged fields'), bytesToHex(encodeTaggedFields(record)), vectors.head_bytes_2_25);
    expect(of('fingerprint'), bytesToHex(fingerprint(record.ticketId, record.tag)), vectors.fp);
  }
  const staticBytes = bytesToHex(staticRecord.signedBytes) + bytesToHex(staticRecord.signature);
  expect('static record', staticBytes, vectors.static_record);
  expect('static text', encodeText(hexToBytes(vectors.static_record)), vectors.static_text);
  expect('rotating t0', rotatingRecord.t0Seconds, vectors.t0);
  expect('rotating anchor', bytesToHex(rotatingRecord.anchor), vectors.anchor);
  expect('rotating step', rotatingRecord.step, vectors.step);
  expect('rotating reveal', bytesToHex(rotatingRecord.reveal), vectors.reveal);
  expect('rotating record', encodeText(rotatingBytes), vectors.rotating_text);
}

function checkChain({ vectors, rotatingRecord, rotatingBytes, expect }: Bench): void {
  const end = { index: 2880, value: hexToBytes(vectors.k_rot) };
  const reveal = revealAt(rotatingRecord, end, vectors.step);
  expect('reveal from the end of the chain', bytesToHex(reveal), vectors.reveal);
  expect('anchor from the end of the chain', bytesToHex(chainDownTo(rotatingRecord, end, 0)), vectors.anchor);
  let value = reveal;
  for (let index = vectors.step; index >= 0; index--) value = chainPrevious(rotatingRecord, index, value);
  expect('anchor hash by hash', bytesToHex(value), vectors.anchor);
  const credential = rotatingBytes.slice(0, CREDENTIAL_LENGTH);
  expect('rotating text', encodeRotatingText({ credential, step: vectors.step, reveal }), vectors.rotating_text);
  expect('good chain', verifyChain(rotatingRecord), true);
  expect('chain of the next step', verifyChain({ ...rotatingRecord, step: vectors.step + 1 }), false);
  expect('chain of the step before', verifyChain({ ...rotatingRecord, step: vectors.step - 1 }), false);
  expect('chain of generation + 1', verifyChain({ ...rotatingRecord, generation: vectors.generation + 1 }), false);
  expect('chain of another start', verifyChain({ ...rotatingRecord, t0Seconds: vectors.t0 + 15 }), false);
}

async function checkAccepted({ vectors, verdict, expect }: Bench): Promise<void> {
  for (const prefix of ['', ']Q1', '\\000001', '\\000003', '\\000026', '\\000027', ']Q1\\000026']) {
    expect(`static after "${prefix}"`, await verdict(prefix + vectors.static_text), 'ok');
    expect(`rotating after "${prefix}"`, await verdict(prefix + vectors.rotating_text), 'ok');
  }
  for (const prefix of [']Q2', '\\000002', ' ', ']Q1]Q1', '\\000026]Q1', '\\000026\\000026']) {
    expect(`static after "${prefix}"`, await verdict(prefix + vectors.static_text), 'not_ours');
  }
}

async function checkClock({ vectors, rotatingBytes, verdict, expect }: Bench): Promise<void> {
  const at = (stepNow: number): Promise<string> => verdict(vectors.rotating_text, { stepNow });
  for (const stepsLate of [-1, 0, 1, 2]) {
    expect(`shown ${stepsLate} steps late`, await at(vectors.step + stepsLate), 'ok');
  }
  expect('one second before too late', await at(vectors.step + 3 - 1 / 15), 'ok');
  expect('three steps late', await at(vectors.step + 3), 'stale_code');
  expect('one second before the step before', await at(vectors.step - 1 - 1 / 15), 'stale_code');
  expect('two steps early', await at(vectors.step - 2), 'stale_code');
  expect('a clock that is not a number', await at(Number.NaN), 'stale_code');
  expect('paper has no clock', await verdict(vectors.static_text, { stepNow: Number.NaN }), 'ok');
  const credential = rotatingBytes.slice(0, CREDENTIAL_LENGTH);
  const reveal = hexToBytes(vectors.reveal);
  const nextStep = encodeRotatingText({ credential, step: vectors.step + 1, reveal });
  expect('next step with this reveal', await verdict(nextStep), 'bad_signature');
  expect('the same outside its time', await verdict(nextStep, { stepNow: vectors.step + 9 }), 'bad_signature');
}

async function checkKeysAndSession({ vectors, verdict, expect }: Bench): Promise<void> {
  const otherKey = hexToBytes(vectors.public_key);
  otherKey[31] = (otherKey[31] ?? 0) ^ 0x80;
  for (const [kind, text] of Object.entries({ static: vectors.static_text, rotating: vectors.rotating_text })) {
    const noKeys: PublicKeys = new Map();
    expect(`${kind} without its key`, await verdict(text, { publicKeys: noKeys }), 'unknown_key');
    const wrongKeys: PublicKeys = new Map([[vectors.kid, otherKey]]);
    expect(`${kind} under another key`, await verdict(text, { publicKeys: wrongKeys }), 'bad_signature');
    const sessionNumber = vectors.session + 1;
    expect(`${kind} at another session`, await verdict(text, { sessionNumber }), 'wrong_session');
    const both = await verdict(text, { sessionNumber, publicKeys: noKeys });
    expect(`${kind}: the session is decided before the key`, both, 'wrong_session');
  }
}

async function checkVersions({ vectors, rotatingBytes, verdict, expect }: Bench): Promise<void> {
  const staticBytes = hexToBytes(vectors.static_record);
  for (let first = 0; first <= 0xff; first++) {
    for (const bytes of [staticBytes, rotatingBytes]) {
      if (first === bytes[0]) continue;
      const changed = Uint8Array.from(bytes);
      changed[0] = first;
      // Kinds 1 and 2 exist, so a code that claims one but has the other's length is no code at all.
      const expected = first === 0x11 || first === 0x12 ? 'not_ours' : 'unsupported_version';
      const name = `${bytes.length} bytes that start with ${first.toString(16)}`;
      expect(name, await verdict(encodeText(changed)), expected);
    }
  }
  const refusedFields = { 'no place': [24, 0], '51 places': [24, 51], 'flag bit 3': [25, 9], 'flag bit 7': [25, 129] };
  for (const [name, [offset = 0, value = 0]] of Object.entries(refusedFields)) {
    const changed = Uint8Array.from(staticBytes);
    changed[offset] = value;
    expect(name, await verdict(encodeText(changed)), 'not_ours');
  }
}

async function checkTextMutations({ vectors, verdict, expect }: Bench): Promise<void> {
  for (const [kind, text] of Object.entries({ static: vectors.static_text, rotating: vectors.rotating_text })) {
    const refused: [string, string][] = [
      ['one character less', text.slice(0, -1)],
      ['one character less at the start', text.slice(1)],
      ['one character more', `${text}0`],
      ['one space more', `${text} `],
      ['a line end', `${text}\n`],
      ['empty', ''],
      ['all lower case', text.toLowerCase()],
      ['another prefix', `OG2:${text.slice(CODE_PREFIX.length)}`],
      ['an overflowing group', `${CODE_PREFIX}:::${text.slice(CODE_PREFIX.length + 3)}`],
    ];
    for (const [name, changed] of refused) expect(`${kind}: ${name}`, await verdict(changed), 'not_ours');
    for (let at = 0; at < text.length; at++) {
      const lower = text.charAt(at).toLowerCase();
      if (lower === text.charAt(at)) continue;
      const changed = text.slice(0, at) + lower + text.slice(at + 1);
      expect(`${kind}: lower case at ${at}`, await verdict(changed), 'not_ours');
    }
    for (let at = 0; at < text.length; at++) {
      const next = BASE45_ALPHABET.charAt((BASE45_ALPHABET.indexOf(text.charAt(at)) + 1) % 45);
      const changed = text.slice(0, at) + next + text.slice(at + 1);
      expect(`${kind}: another character at ${at}`, (await verdict(changed)) === 'ok', false);
    }
  }
}

/** Every gate check that only compares is opened here, so that the signature and the chain alone stand. */
async function checkBitFlips({ vectors, rotatingBytes, verdict, expect }: Bench): Promise<void> {
  const key = hexToBytes(vectors.public_key);
  const publicKeys: PublicKeys = new Map(Array.from({ length: 256 }, (_, kid) => [kid, key]));
  for (const bytes of [hexToBytes(vectors.static_record), rotatingBytes]) {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      const sessionNumber = new DataView(changed.buffer).getUint32(2);
      const said = await verdict(encodeText(changed), { publicKeys, sessionNumber });
      const refused = said === 'bad_signature' || said === 'not_ours' || (bit < 8 && said === 'unsupported_version');
      expect(`${bytes.length} bytes, bit ${bit} flipped (${said})`, refused, true);
    }
    const twin = await verdict(encodeText(addGroupOrder(bytes)));
    expect(`${bytes.length} bytes, the other form of the signature`, twin, 'bad_signature');
  }
}

/** Adds the order of the Ed25519 group to S: a verifier that does not check its range takes such a signature twice. */
function addGroupOrder(record: Uint8Array): Uint8Array {
  const order = hexToBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
  const changed = Uint8Array.from(record);
  const scalarAt = record.length === STATIC_RECORD_LENGTH ? STATIC_RECORD_LENGTH - 32 : CREDENTIAL_LENGTH - 32;
  let carry = 0;
  order.forEach((byte, i) => {
    const sum = (changed[scalarAt + i] ?? 0) + byte + carry;
    changed[scalarAt + i] = sum & 0xff;
    carry = sum >> 8;
  });
  return changed;
}
