import { writeFile } from 'node:fs/promises';
import encodeQr from 'qr';

const width = 640;
const height = 480;
const white = 235;
const black = 16;
const neutral = 128;
const frames = 10;

/**
 * Writes a film (YUV4MPEG2, what Chromium's fake camera plays) of a code held in front of the camera, and gives the
 * arguments that make Chromium play it.
 */
export async function filmOfCode(file: string, text: string): Promise<string[]> {
  const modules = encodeQr(text, 'raw', { ecc: 'medium', border: 4 });
  const scale = Math.floor(height / modules.length);
  const left = Math.floor((width - modules.length * scale) / 2);
  const top = Math.floor((height - modules.length * scale) / 2);
  const luma = Buffer.alloc(width * height, white);
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      if (!dark) continue;
      for (let y = 0; y < scale; y += 1) {
        const start = (top + row * scale + y) * width + left + column * scale;
        luma.fill(black, start, start + scale);
      }
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, neutral)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}
