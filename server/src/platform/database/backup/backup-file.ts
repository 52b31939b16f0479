import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { readSecretFile } from '../../keys/secret-file.ts';
import { StartupError } from '../../startup-error.ts';
import { readRecords, type Record, writeRecord } from './records.ts';
import { openStream, sealStream } from './seal-stream.ts';

/** Records in a file that only whoever has the key can read: compressed, then sealed. */
export interface SealedFile {
  path: string;
  /** File of keys as the shop's others are: `id:base64` lines, the last one seals. */
  keyFile: string;
}

const keyName = 'The key of the backup';

/**
 * Writes a sealed file, aside and renamed when it is whole and on the disk. Returns its size in bytes. Throws a StartupError when the
 * file is there already or the key is unfit.
 */
export async function writeSealed({ path, keyFile }: SealedFile, records: AsyncIterable<Record>): Promise<number> {
  const keys = readSecretFile(keyName, keyFile);
  if ((await stat(path).catch(() => null)) !== null) throw new StartupError(`${path} is there already.`);
  const aside = `${path}.part`;
  try {
    const bytes = Readable.from(bytesOf(records), { objectMode: false });
    await pipeline(
      bytes,
      createZstdCompress(),
      sealStream(keys),
      createWriteStream(aside, { mode: 0o600, flush: true }),
    );
    await rename(aside, path);
    const folder = await open(dirname(path));
    await folder.sync();
    await folder.close();
    return (await stat(path)).size;
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function* bytesOf(records: AsyncIterable<Record>): AsyncGenerator<Buffer> {
  for await (const record of records) yield writeRecord(record);
}

/**
 * Reads a sealed file. Throws a StartupError when it is not there, was changed or cut off, or the key is another; what was read
 * until then must not be used.
 */
export async function* readSealed({ path, keyFile }: SealedFile): AsyncGenerator<Record> {
  const keys = readSecretFile(keyName, keyFile);
  if ((await stat(path).catch(() => null))?.isFile() !== true) throw new StartupError(`There is no file ${path}.`);
  const opened = openStream(keys);
  const plain = createZstdDecompress();
  const work = pipeline(createReadStream(path), opened, plain);
  // Told where the records are read.
  work.catch(() => undefined);
  try {
    yield* readRecords(plain);
    await work;
  } catch (error) {
    if (error instanceof StartupError) throw error;
    // What is cut off shows first as text that cannot be unpacked; the sealing says why.
    await work;
    throw error;
  }
}
