import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { randomBytes } from '../../keys/random.ts';
import type { SecretSet } from '../../keys/secret-file.ts';
import { StartupError } from '../../startup-error.ts';

/*
 * A sealed file: magic, id of the key, salt; then chunks of 64 KiB, each under AES-256-GCM with a key of this file alone. The nonce
 * counts the chunks and says which is the last, so that none can be cut off, left out, repeated or moved (the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár, 2015, as age uses it).
 */
const magic = Buffer.from('OGBACKUP1\n', 'latin1');
const saltBytes = 16;
const headerBytes = magic.length + 1 + saltBytes;
const chunkBytes = 64 * 1024;
const tagBytes = 16;
const nonceBytes = 12;

function fileKey(master: Buffer, header: Buffer): Buffer {
  const salt = header.subarray(magic.length + 1);
  return Buffer.from(hkdfSync('sha256', master, salt, 'og-tickets backup', 32));
}

function nonceOf(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeBigUInt64BE(BigInt(chunk), 3);
  nonce[nonceBytes - 1] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts what comes in into pieces of one size; the last, which may be shorter, is known only at the end. */
abstract class Chunks extends Transform {
  readonly #size: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(size: number) {
    super();
    this.#size = size;
  }

  protected abstract work(chunk: Buffer, isLast: boolean): Buffer;

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.accept(data);
      done();
    } catch (error) {
      done(asError(error));
    }
  }

  protected accept(data: Buffer): void {
    this.#waiting.push(data);
    this.#waitingBytes += data.length;
    if (this.#waitingBytes > this.#size) this.#workOff(Buffer.concat(this.#waiting));
  }

  #workOff(all: Buffer): void {
    let at = 0;
    // More must follow what is worked on here: it is not the last.
    for (; all.length - at > this.#size; at += this.#size)
      this.push(this.work(all.subarray(at, at + this.#size), false));
    this.#waiting = [all.subarray(at)];
    this.#waitingBytes = all.length - at;
  }

  override _flush(done: TransformCallback): void {
    try {
      done(null, this.work(Buffer.concat(this.#waiting), true));
    } catch (error) {
      done(asError(error));
    }
  }
}

class Seal extends Chunks {
  readonly #key: Buffer;
  readonly #header: Buffer;
  #count = 0;

  constructor({ currentId, keys }: SecretSet) {
    super(chunkBytes);
    const master = keys.get(currentId);
    if (master === undefined) throw new Error('the current key is one of the keys');
    this.#header = Buffer.concat([magic, Buffer.of(currentId), randomBytes(saltBytes)]);
    this.#key = fileKey(master, this.#header);
    this.push(this.#header);
  }

  protected override work(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#count, isLast));
    cipher.setAAD(this.#header);
    this.#count += 1;
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

class Open extends Chunks {
  readonly #keys: SecretSet['keys'];
  #head = Buffer.alloc(0);
  #key: Buffer | null = null;
  #count = 0;

  constructor({ keys }: SecretSet) {
    super(chunkBytes + tagBytes);
    this.#keys = keys;
  }

  protected override accept(data: Buffer): void {
    if (this.#key !== null) {
      super.accept(data);
      return;
    }
    this.#head = Buffer.concat([this.#head, data]);
    if (this.#head.length < headerBytes) return;
    const rest = this.#head.subarray(headerBytes);
    this.#head = this.#head.subarray(0, headerBytes);
    this.#key = this.#keyOf(this.#head);
    super.accept(rest);
  }

  #keyOf(header: Buffer): Buffer {
    if (!header.subarray(0, magic.length).equals(magic)) throw new StartupError('The file is no backup of OG-Tickets.');
    const id = header[magic.length] ?? 0;
    const master = this.#keys.get(id);
    if (master === undefined)
      throw new StartupError(`The backup was sealed with the key ${id}, which is not in the file of keys.`);
    return fileKey(master, header);
  }

  protected override work(chunk: Buffer, isLast: boolean): Buffer {
    if (this.#key === null || chunk.length < tagBytes) throw new StartupError('The backup is cut off.');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonceOf(this.#count, isLast));
    decipher.setAAD(this.#head);
    decipher.setAuthTag(chunk.subarray(-tagBytes));
    this.#count += 1;
    const text = decipher.update(chunk.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw new StartupError('The backup was changed, is cut off, or was sealed with another key.');
    }
    return text;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Seals what is piped through under the current key of a secret file. */
export function sealStream(keys: SecretSet): Transform {
  return new Seal(keys);
}

/**
 * Opens what `sealStream` sealed. Fails with a StartupError when it was changed, cut off or sealed with a key that is not given;
 * what came out before then is right, but not all.
 */
export function openStream(keys: SecretSet): Transform {
  return new Open(keys);
}
