import { open } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import encodeQr from 'qr';

/** How a code is held in front of the camera. */
export const scenes = ['glare', 'tilt', 'dark', 'phone', 'paper'] as const;
export type Scene = (typeof scenes)[number];

/** Chromium's fake camera plays a film of JPEGs at this rate. */
const framesPerSecond = 30;
/** A code stays in sight for so long, then nothing does: a gate's queue at its quickest. */
const shownSeconds = 2;
const emptySeconds = 0.5;

/**
 * Writes a film (JPEG after JPEG, what Chromium's fake camera plays) in which these codes come one after the other, each in
 * the scene of its turn and a little differently from the one before. Returns its length in seconds.
 */
export async function writeFilm(browser: Browser, file: string, codes: readonly string[]): Promise<number> {
  const page = await browser.newPage();
  const film = await open(file, 'w');
  const empty = await draw(page, null, 'paper', 0);
  for (const [index, code] of codes.entries()) {
    const scene = scenes[index % scenes.length] ?? 'paper';
    const level = scene === 'paper' ? 'quartile' : 'medium';
    const picture = await draw(page, encodeQr(code, 'raw', { ecc: level, border: 4 }), scene, index);
    for (let at = 0; at < shownSeconds * framesPerSecond; at += 1) await film.write(picture);
    for (let at = 0; at < emptySeconds * framesPerSecond; at += 1) await film.write(empty);
  }
  await film.close();
  await page.close();
  return codes.length * (shownSeconds + emptySeconds);
}

/** What one picture shows; the numbers, each from 0 to 1, say how it differs from others of its scene. */
interface Picture {
  modules: readonly (readonly boolean[])[] | null;
  scene: Scene;
  numbers: readonly number[];
}

/** One picture of the camera, as a JPEG; without modules nobody shows anything. The same turn gives the same picture. */
async function draw(page: Page, modules: Picture['modules'], scene: Scene, turn: number): Promise<Buffer> {
  const numbers = Array.from({ length: 8 }, (_, at) => ((turn * 8 + at + 1) * 0.618_033_988_749_895) % 1);
  const picture = { modules, scene, numbers };
  await page.evaluate(drawHeldCode, picture);
  await page.evaluate(addLight, picture);
  return Buffer.from(await page.evaluate(takePicture, picture), 'base64');
}

// The three below run in the browser, one after the other, on the page's one canvas.

function drawHeldCode({ modules, scene, numbers }: Picture): void {
  const [width, height, cell] = [1280, 720, 8];
  const canvas = document.querySelector('canvas') ?? document.body.appendChild(document.createElement('canvas'));
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  const code = new OffscreenCanvas((modules?.length ?? 1) * cell, (modules?.length ?? 1) * cell);
  const held = new OffscreenCanvas(width, height);
  const [ink, hand] = [code.getContext('2d'), held.getContext('2d')];
  if (pen === null || ink === null || hand === null) throw new Error('no canvas');
  pen.fillStyle = '#8d9096';
  pen.fillRect(0, 0, width, height);
  if (modules === null) return;
  ink.fillStyle = scene === 'phone' ? '#f4f8ff' : '#f6f3ea';
  ink.fillRect(0, 0, code.width, code.height);
  ink.fillStyle = scene === 'phone' ? '#05070c' : '#1d1c1a';
  for (const [row, line] of modules.entries()) {
    for (const [column, isDark] of line.entries()) if (isDark) ink.fillRect(column * cell, row * cell, cell, cell);
  }
  const [size = 0, right = 0, down = 0, turned = 0, leaning = 0, soft = 0] = numbers;
  const side = 380 + Math.round(size * 100);
  hand.translate(width / 2 + (right - 0.5) * 160, height / 2 + (down - 0.5) * 60);
  hand.rotate((turned - 0.5) * (scene === 'tilt' ? 0.7 : 0.25));
  // Seen from the side (projected from a plane): each line is as wide as it is near, and the far ones lie closer together.
  const far = 1 - (scene === 'tilt' ? 0.15 + leaning * 0.15 : leaning * 0.05);
  const lineAt = (y: number) => (far * y) / (side - (1 - far) * y);
  for (let y = 0; y < side; y += 1) {
    const wide = side - (1 - far) * y;
    const [from, to] = [lineAt(y), lineAt(y + 1)];
    const lines = (to - from) * code.height;
    hand.drawImage(code, 0, from * code.height, code.width, lines, -wide / 2, y - side / 2, wide, 1.6);
  }
  pen.filter = `blur(${scene === 'paper' ? 0.4 + soft : 0.5}px)`;
  pen.drawImage(held, 0, 0);
}

function addLight({ scene, numbers }: Picture): void {
  const pen = document.querySelector('canvas')?.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const { width, height } = pen.canvas;
  const [strength = 0, , , , , , right = 0, down = 0] = numbers;
  pen.filter = 'none';
  if (scene === 'dark') {
    pen.fillStyle = `rgb(0 0 0 / ${0.6 + strength * 0.2})`;
    pen.fillRect(0, 0, width, height);
  } else if (scene === 'glare') {
    const [x, y] = [width / 2 + (right - 0.5) * 400, height / 2 + (down - 0.5) * 300];
    const light = pen.createRadialGradient(x, y, 10, x, y, 120 + strength * 160);
    light.addColorStop(0, 'rgb(255 255 255 / 0.75)');
    light.addColorStop(1, 'rgb(255 255 255 / 0)');
    pen.fillStyle = light;
    pen.fillRect(0, 0, width, height);
  } else if (scene === 'phone') {
    // The stripes of a screen that is filmed.
    pen.fillStyle = 'rgb(40 60 160 / 0.16)';
    for (let y = Math.round(strength * 6); y < height; y += 6) pen.fillRect(0, y, width, 2);
  }
}

function takePicture({ scene, numbers }: Picture): string {
  const pen = document.querySelector('canvas')?.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const picture = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
  // Noise of the sensor.
  const strength = scene === 'dark' ? 14 : 8;
  let state = Math.floor((numbers[0] ?? 0) * 2 ** 31);
  for (let at = 0; at < picture.data.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = (state / 2 ** 32 - 0.5) * 2 * strength;
    for (let part = 0; part < 3; part += 1) picture.data[at + part] = (picture.data[at + part] ?? 0) + noise;
  }
  pen.putImageData(picture, 0, 0);
  return pen.canvas.toDataURL('image/jpeg', 0.8).split(',')[1] ?? '';
}
