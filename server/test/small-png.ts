import { crc32, deflateSync } from 'node:zlib';

/** One part of a PNG with its checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A PNG of one colour. `pixels`: of another size than it says; `more`: parts before its end. */
export function onePng(
  wish: { width?: number; height?: number; pixels?: number; more?: readonly Buffer[] } = {},
): Buffer {
  const { width = 8, height = 4, more = [] } = wish;
  const pixels = wish.pixels ?? width * height;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc((pixels / width) * (1 + width * 3), 0);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    ...more,
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A black PNG of 8 × 4 pixels. */
export const smallPng = onePng();
