import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexToBytes, bytesToHex } from '../bytes.ts';
import { applyDelta } from './pack-delta.ts';
import {
  encodePack,
  findEntry,
  openPack,
  PACK_HEAD_LENGTH,
  type PackEntry,
  packBytes,
  packHash,
  packStatuses,
} from './pack.ts';
import vectors from '../../../test/gate-vectors.json' with { type: 'json' };

const head = { sessionNumber: 7, sequence: 12, since: 0 };
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const count = fc.integer({ min: 0, max: 255 });
const entry: fc.Arbitrary<PackEntry> = fc.record({
  idEnd: bytesOf(8),
  fingerprint: bytesOf(8),
  generation: fc.integer({ min: 0, max: 0xffff }),
  places: fc.integer({ min: 1, max: 50 }),
  entries: count,
  inside: count,
  status: fc.constantFrom(...packStatuses),
  allowedKinds: fc.integer({ min: 0, max: 3 }),
  conflict: fc.boolean(),
});
const keyOf = (ticket: PackEntry) => bytesToHex(ticket.idEnd);
const tickets = fc.uniqueArray(entry, { selector: keyOf, maxLength: 40 });
const idOf = (ticket: PackEntry) => `00000000-0000-4000-${keyOf(ticket).slice(0, 4)}-${keyOf(ticket).slice(4)}`;

test('the list of the vectors is written and read byte by byte', async () => {
  const { tickets: rows, ...numbers } = vectors.pack;
  const entries = rows.map(({ ticketId, ...row }) => ({
    ...row,
    status: packStatuses.find((status) => status === row.status) ?? 'valid',
    idEnd: hexToBytes(ticketId.replaceAll('-', '').slice(16)),
    fingerprint: hexToBytes(row.fingerprint),
  }));
  const bytes = encodePack(numbers, entries);
  expect(bytesToHex(bytes)).toBe(numbers.bytes);
  const pack = openPack(bytes);
  expect(await packHash(pack)).toBe(numbers.sha256);
  for (const [index, row] of rows.entries()) expect(findEntry(pack, row.ticketId)).toEqual(entries[index]);
});

test('every ticket of a list is found as it was written, and no other', () => {
  fc.assert(
    fc.property(tickets, entry, (known, other) => {
      const pack = openPack(encodePack(head, known));
      expect(pack).toMatchObject(head);
      for (const ticket of known) expect(findEntry(pack, idOf(ticket))).toEqual(ticket);
      if (!known.some((ticket) => keyOf(ticket) === keyOf(other))) expect(findEntry(pack, idOf(other))).toBeNull();
    }),
  );
});

test('a list that was brought up to date is byte for byte the later list', () => {
  fc.assert(
    fc.property(tickets, tickets, (before, changed) => {
      const pack = openPack(encodePack(head, before));
      const delta = openPack(encodePack({ ...head, since: 12, sequence: 20 }, changed));
      const now = new Map([...before, ...changed].map((ticket) => [keyOf(ticket), ticket]));
      const after = applyDelta(pack, delta);
      expect(packBytes(after)).toEqual(encodePack({ ...head, sequence: 20 }, [...now.values()]));
      expect(applyDelta(after, delta)).toBe(after);
      expect(openPack(packBytes(after)).entries).toEqual(after.entries);
    }),
  );
});

test('known tickets are written over where they stand, without a new list', () => {
  const [one, two] = fc.sample(entry, { seed: 1, numRuns: 2 });
  if (one === undefined || two === undefined) throw new Error('two entries are needed');
  const pack = openPack(encodePack(head, [one, two]));
  const delta = openPack(encodePack({ ...head, since: 3, sequence: 13 }, [{ ...one, entries: 1, conflict: true }]));
  const after = applyDelta(pack, delta);
  expect(after.entries).toBe(pack.entries);
  expect(findEntry(after, idOf(one))).toMatchObject({ entries: 1, conflict: true });
  expect(findEntry(after, idOf(two))).toEqual(two);
});

test('a whole list takes the place of another; one of another session or with a hole is refused', () => {
  const pack = openPack(encodePack(head, []));
  const whole = openPack(encodePack({ ...head, sequence: 30 }, []));
  expect(applyDelta(pack, whole)).toBe(whole);
  const changes = (change: object) => openPack(encodePack({ ...head, since: 12, sequence: 13, ...change }, []));
  expect(() => applyDelta(pack, changes({ sessionNumber: 8 }))).toThrow(/different sessions/);
  expect(() => applyDelta(pack, changes({ since: 13, sequence: 14 }))).toThrow(/missing/);
});

test('counts above a byte stay at its end; what does not fit is refused', () => {
  const ticket = fc.sample(entry, { seed: 2, numRuns: 1 })[0];
  if (ticket === undefined) throw new Error('an entry is needed');
  const pack = openPack(encodePack(head, [{ ...ticket, entries: 300, inside: 256 }]));
  expect(findEntry(pack, idOf(ticket))).toMatchObject({ entries: 255, inside: 255 });
  for (const wrong of [
    { generation: 0x10000 },
    { places: -1 },
    { allowedKinds: 4 },
    { fingerprint: new Uint8Array(7) },
  ]) {
    expect(() => encodePack(head, [{ ...ticket, ...wrong }])).toThrow(RangeError);
  }
  expect(() => encodePack(head, [ticket, { ...ticket, places: 2 }])).toThrow(/end alike/);
});

test('bytes that are no list are refused', () => {
  const [one, two] = fc.sample(entry, { seed: 3, numRuns: 2 });
  if (one === undefined || two === undefined) throw new Error('two entries are needed');
  const good = encodePack(head, [one, two]);
  expect(() => openPack(good.slice(0, -1))).toThrow(/cut/);
  expect(() => openPack(good.slice(0, 10))).toThrow(/cut/);
  const swapped = good.slice();
  swapped.set(good.subarray(PACK_HEAD_LENGTH + 22), PACK_HEAD_LENGTH);
  swapped.set(good.subarray(PACK_HEAD_LENGTH, PACK_HEAD_LENGTH + 22), PACK_HEAD_LENGTH + 22);
  expect(() => openPack(swapped)).toThrow(/sorted/);
  expect(() => openPack(Uint8Array.of(0x50, ...good.subarray(1)))).toThrow(/Not a list/);
  const marked = good.slice();
  marked[PACK_HEAD_LENGTH + 21] = 0b100_0000;
  const first = [one, two].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))[0] ?? one;
  expect(() => findEntry(openPack(marked), idOf(first))).toThrow(/mark/);
});
