import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

// ZIP as PKWARE's APPNOTE 6.3 has it: entries whose sizes follow them, and a directory at the end.

const version = 20;
/** Sizes and sum follow the data (bit 3); names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980: the same content is the same file. */
const date = 0x21;
const mostBytes = 0xffff_ffff;

interface Written {
  name: Buffer;
  sum: number;
  packed: number;
  size: number;
  offset: number;
}

/** Fields of 2 or 4 bytes, little end first. */
function fields(...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((length, [bytes]) => length + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/**
 * Writes a ZIP piece by piece, so that it may be larger than memory: `yield* zip.entry(name, texts)` for each entry, then
 * `yield zip.end()`. Throws a RangeError at 4 GB, which this form of it cannot say.
 */
export class ZipWriter {
  readonly #entries: Written[] = [];
  #offset = 0;

  /** An entry of these texts, compressed. */
  async *entry(name: string, texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const entry: Written = { name: Buffer.from(name), sum: 0, packed: 0, size: 0, offset: this.#offset };
    const head = fields([4, 0x0403_4b50], [2, version], [2, flags], [2, deflated], [2, 0], [2, date]);
    const unknown = fields([4, 0], [4, 0], [4, 0], [2, entry.name.length], [2, 0]);
    yield this.#count(Buffer.concat([head, unknown, entry.name]));
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const text of texts) {
        const bytes = Buffer.from(text);
        entry.sum = crc32(bytes, entry.sum);
        entry.size += bytes.length;
        yield bytes;
      }
    };
    // One text at a time: by default sixteen would wait for the packing.
    const source = Readable.from(measured(), { highWaterMark: 1 });
    const packing = createDeflateRaw();
    source.on('error', (error) => packing.destroy(error));
    for await (const chunk of source.pipe(packing)) {
      const bytes = Buffer.from(chunk);
      entry.packed += bytes.length;
      yield this.#count(bytes);
    }
    if (entry.size > mostBytes) throw new RangeError(`${name} is larger than 4 GB`);
    yield this.#count(fields([4, 0x0807_4b50], [4, entry.sum], [4, entry.packed], [4, entry.size]));
    this.#entries.push(entry);
  }

  /** The directory, which is the end. */
  end(): Buffer {
    const rows = this.#entries.map(({ name, sum, packed, size, offset }) =>
      Buffer.concat([
        fields([4, 0x0201_4b50], [2, version], [2, version], [2, flags], [2, deflated], [2, 0], [2, date]),
        fields([4, sum], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        name,
      ]),
    );
    const directory = Buffer.concat(rows);
    const count = this.#entries.length;
    const end = fields([4, 0x0605_4b50], [2, 0], [2, 0], [2, count], [2, count]);
    return Buffer.concat([directory, end, fields([4, directory.length], [4, this.#offset], [2, 0])]);
  }

  #count(bytes: Buffer): Buffer {
    this.#offset += bytes.length;
    if (this.#offset > mostBytes) throw new RangeError('the file is larger than 4 GB');
    return bytes;
  }
}
