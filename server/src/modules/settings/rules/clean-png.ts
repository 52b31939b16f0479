import { crc32, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What an image is made of; every other part, such as texts, places and profiles, is left out. */
const keptChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples of a pixel by colour type (PNG, ISO/IEC 15948, 11.2.2). */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** An image that is what it says it is. */
export interface CleanPng {
  png: Buffer;
  width: number;
  height: number;
}

/**
 * A PNG with nothing in it but its picture: parts whose checksum holds, pixels that are as many as it says, nothing behind
 * its end. Null for everything else, also for interlaced ones and those larger than `most` pixels on a side.
 */
export function cleanPng(bytes: Buffer, most: { width: number; height: number }): CleanPng | null {
  if (!bytes.subarray(0, 8).equals(signature)) return null;
  const chunks = chunksOf(bytes);
  const header = chunks?.[0];
  if (chunks === null || header?.type !== 'IHDR' || header.data.length !== 13) return null;
  if (chunks.filter(({ type }) => type === 'IHDR').length !== 1) return null;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (width < 1 || height < 1 || width > most.width || height > most.height) return null;
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  if (!hasPixels(header.data, pixels)) return null;
  const kept = chunks.filter(({ type }) => keptChunks.has(type)).map(({ whole }) => whole);
  return { png: Buffer.concat([signature, ...kept]), width, height };
}

interface Chunk {
  type: string;
  data: Buffer;
  /** With its length and checksum. */
  whole: Buffer;
}

/** The parts up to the end of the image; null when one is broken or the end is missing. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

/** Whether the compressed pixels are those of the size that the header says, and no more. */
function hasPixels(header: Buffer, pixels: Buffer): boolean {
  const [bits = 0, colourType = -1, compression, filter, interlace] = header.subarray(8);
  const samples = samplesOf[colourType];
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(bits)) return false;
  if (compression !== 0 || filter !== 0 || interlace !== 0) return false;
  const bytes = header.readUInt32BE(4) * (1 + Math.ceil((header.readUInt32BE(0) * samples * bits) / 8));
  try {
    return inflateSync(pixels, { maxOutputLength: bytes }).length === bytes;
  } catch {
    return false;
  }
}
