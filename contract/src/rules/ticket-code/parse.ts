import { decodeBase45 } from '../base45.ts';
import { type Bytes, bytesToUuid } from '../bytes.ts';
import {
  ANCHOR_LENGTH,
  CHAIN_LENGTH,
  CODE_PREFIX,
  CODE_VERSION,
  CREDENTIAL_LENGTH,
  FLAGS_MASK,
  HEAD_LENGTH,
  KIND_NIBBLE,
  PLACES_MAX,
  ROTATING_RECORD_LENGTH,
  ROTATING_SIGNED_LENGTH,
  ROTATING_TEXT_LENGTH,
  STATIC_RECORD_LENGTH,
  STATIC_TEXT_LENGTH,
  STEP_SECONDS,
  TAG_LENGTH,
  TAG_OFFSET,
  type TicketHead,
  type TicketRecord,
} from './format.ts';

/** Symbology identifier and ECI marks that some readers put before the text of a QR code. */
const AIM_PREFIX = ']Q1';
const ECI_PREFIXES = ['\\000001', '\\000003', '\\000026', '\\000027'];

/** `unsupported_version`: the scanner must be updated; it says nothing about the ticket. */
export type ParseRefusal = 'not_ours' | 'unsupported_version';
export type ParseResult = { ok: true; record: TicketRecord } | { ok: false; reason: ParseRefusal };

/**
 * Takes a reader's own marks off a scanned text (at most one of each, symbology first); undefined when what is left
 * does not have the length of a ticket code. Comes before anything that costs time.
 */
export function normalizeScannedText(text: string): string | undefined {
  let rest = text.startsWith(AIM_PREFIX) ? text.slice(AIM_PREFIX.length) : text;
  const eci = ECI_PREFIXES.find((prefix) => rest.startsWith(prefix));
  if (eci !== undefined) rest = rest.slice(eci.length);
  return rest.length === STATIC_TEXT_LENGTH || rest.length === ROTATING_TEXT_LENGTH ? rest : undefined;
}

/** Reads a scanned text as a ticket code. Proves nothing: see `checkTicketCode` for who may come in. */
export function parseTicketCode(text: string): ParseResult {
  const code = normalizeScannedText(text);
  if (code === undefined || !code.startsWith(CODE_PREFIX)) return { ok: false, reason: 'not_ours' };
  const bytes = decodeBase45(code.slice(CODE_PREFIX.length));
  if (bytes === undefined) return { ok: false, reason: 'not_ours' };
  return parseRecord(bytes);
}

function parseRecord(bytes: Bytes): ParseResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const versionAndKind = view.getUint8(0);
  if (versionAndKind >> 4 !== CODE_VERSION) return { ok: false, reason: 'unsupported_version' };
  switch (versionAndKind & 0x0f) {
    case KIND_NIBBLE.static:
      return bytes.length === STATIC_RECORD_LENGTH ? parseStatic(bytes, view) : { ok: false, reason: 'not_ours' };
    case KIND_NIBBLE.rotating:
      return bytes.length === ROTATING_RECORD_LENGTH ? parseRotating(bytes, view) : { ok: false, reason: 'not_ours' };
    default:
      return { ok: false, reason: 'unsupported_version' };
  }
}

function parseHead(bytes: Bytes, view: DataView): (TicketHead & { tag: Bytes }) | undefined {
  const places = view.getUint8(24);
  const flags = view.getUint8(25);
  if (places < 1 || places > PLACES_MAX || (flags & ~FLAGS_MASK) !== 0) return undefined;
  return {
    kid: view.getUint8(1),
    sessionNumber: view.getUint32(2),
    ticketId: bytesToUuid(bytes.subarray(6, 22)),
    generation: view.getUint16(22),
    places,
    flags,
    tag: bytes.slice(TAG_OFFSET, TAG_OFFSET + TAG_LENGTH),
  };
}

function parseStatic(bytes: Bytes, view: DataView): ParseResult {
  const head = parseHead(bytes, view);
  if (head === undefined) return { ok: false, reason: 'not_ours' };
  const signedBytes = bytes.slice(0, HEAD_LENGTH);
  return { ok: true, record: { ...head, kind: 'static', signedBytes, signature: bytes.slice(HEAD_LENGTH) } };
}

function parseRotating(bytes: Bytes, view: DataView): ParseResult {
  const head = parseHead(bytes, view);
  const t0Seconds = view.getUint32(HEAD_LENGTH);
  const step = view.getUint16(CREDENTIAL_LENGTH);
  if (head === undefined || t0Seconds % STEP_SECONDS !== 0 || step >= CHAIN_LENGTH) {
    return { ok: false, reason: 'not_ours' };
  }
  const record = {
    ...head,
    kind: 'rotating',
    t0Seconds,
    anchor: bytes.slice(HEAD_LENGTH + 4, ROTATING_SIGNED_LENGTH),
    step,
    reveal: bytes.slice(CREDENTIAL_LENGTH + 2, CREDENTIAL_LENGTH + 2 + ANCHOR_LENGTH),
    signedBytes: bytes.slice(0, ROTATING_SIGNED_LENGTH),
    signature: bytes.slice(ROTATING_SIGNED_LENGTH, CREDENTIAL_LENGTH),
  } as const;
  return { ok: true, record };
}
