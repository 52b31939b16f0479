import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

const PIXELS_PER_MODULE = 4;
/** As long as a static code, in its alphabet. */
const text = `OG1:${'K7R9 $%*+-./:XM3'.repeat(9)}ABC`;

/** Paints the path as a browser does and gives the pixels to a reader. */
function read({ size, path }: { size: number; path: string }): string {
  const side = size * PIXELS_PER_MODULE;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < PIXELS_PER_MODULE; row += 1) {
      const from = (Number(y) * PIXELS_PER_MODULE + row) * side + Number(x) * PIXELS_PER_MODULE;
      for (let pixel = from; pixel < from + Number(length) * PIXELS_PER_MODULE; pixel += 1) {
        data.fill(0, pixel * 4, pixel * 4 + 3);
      }
    }
  }
  return decodeQR({ width: side, height: side, data });
}

describe('qrPath', () => {
  it('draws what a reader reads back', () => {
    expect(text).toHaveLength(151);
    expect(read(qrPath(text))).toBe(text);
  });

  it('is version 6 in a quiet zone of 4 modules for a static code', () => {
    const { size, path } = qrPath(text);
    expect(size).toBe(41 + 2 * 4);
    const starts = [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(Math.min(...starts.flat())).toBe(4);
  });

  it('refuses what alphanumeric mode cannot hold', () => {
    expect(() => qrPath('og1:lower')).toThrow();
  });
});
