import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { readRecords, type Record, writeRecord } from './records.ts';
import { openStream, sealStream } from './seal-stream.ts';

const keysOf = (id: number, key = randomBytes(32)) => ({ currentId: id, keys: new Map([[id, key]]) });
const keys = keysOf(7);
const chunk = 64 * 1024;
const headerBytes = 27;

const seal = (text: Buffer): Promise<Buffer> => buffer(Readable.from([text]).pipe(sealStream(keys)));
/** Opened from pieces of one size, as they may come from a disk. */
async function open(sealed: Buffer, with_ = keys, size = 70_000): Promise<Buffer> {
  const pieces = Array.from({ length: Math.ceil(sealed.length / size) }, (_, i) =>
    sealed.subarray(i * size, (i + 1) * size),
  );
  const opened = openStream(with_);
  const source = Readable.from(pieces);
  source.pipe(opened);
  return buffer(opened);
}

it.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5])(
  'opens what it sealed, %i bytes',
  async (length) => {
    const text = randomBytes(length);
    const sealed = await seal(text);
    expect((await open(sealed)).equals(text)).toBe(true);
    expect((await open(sealed, keys, 1_000)).equals(text)).toBe(true);
    // A single byte stands somewhere in a fifth of all sealed texts, by chance.
    if (length > 1) expect(sealed.includes(text.subarray(0, 32))).toBe(false);
  },
);

it('seals the same text otherwise each time', async () => {
  const text = Buffer.from('the same');
  expect((await seal(text)).equals(await seal(text))).toBe(false);
});

it('refuses what was changed, cut off, moved about or sealed with another key', async () => {
  const sealed = await seal(randomBytes(3 * chunk + 5));
  const piece = chunk + 16;
  const flip = (at: number): Buffer => Buffer.from(sealed.map((byte, index) => (index === at ? byte ^ 1 : byte)));
  const part = (from: number): Buffer => sealed.subarray(headerBytes + from * piece, headerBytes + (from + 1) * piece);
  const broken: [string, Buffer][] = [
    ['a bit of the text', flip(headerBytes + 10)],
    ['a bit of a tag', flip(headerBytes + piece - 1)],
    ['a bit of the salt', flip(headerBytes - 1)],
    ['the last chunk is missing', sealed.subarray(0, headerBytes + 3 * piece)],
    ['half of the last chunk is missing', sealed.subarray(0, -2)],
    ['only the header is left', sealed.subarray(0, headerBytes)],
    [
      'two chunks changed places',
      Buffer.concat([sealed.subarray(0, headerBytes), part(1), part(0), sealed.subarray(headerBytes + 2 * piece)]),
    ],
    ['something stands behind', Buffer.concat([sealed, Buffer.from('more')])],
  ];
  for (const [what, bytes] of broken) await expect(open(bytes), what).rejects.toThrow(/was changed|cut off/);
  await expect(open(sealed, keysOf(7))).rejects.toThrow('was changed, is cut off, or was sealed with another key');
  await expect(open(sealed, keysOf(8))).rejects.toThrow('with the key 7, which is not in the file');
  await expect(open(Buffer.from('something else altogether, long enough'))).rejects.toThrow('no backup of OG-Tickets');
});

it('reads records from pieces of any size, and tells one that is cut off', async () => {
  const records: Record[] = [
    { kind: 'json', value: { é: 1 } },
    { kind: 'bytes', bytes: Buffer.alloc(0) },
    { kind: 'bytes', bytes: randomBytes(5_000) },
    { kind: 'json', value: [] },
  ];
  const all = Buffer.concat(records.map(writeRecord));
  for (const size of [1, 7, 4_999, all.length]) {
    const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      all.subarray(i * size, (i + 1) * size),
    );
    expect(await Array.fromAsync(readRecords(Readable.from(pieces)))).toEqual(records);
  }
  await expect(Array.fromAsync(readRecords(Readable.from([all.subarray(0, -1)])))).rejects.toThrow(
    'ends within a record',
  );
});
