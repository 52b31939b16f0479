import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { scanRGBABuffer } from '@undecaf/zbar-wasm';
import type * as PdfJs from 'pdfjs-dist';
import type { Browser } from 'playwright-core';
import { openModulePage } from './module-page.ts';

const require = createRequire(import.meta.url);
const pdfjs = join(dirname(require.resolve('pdfjs-dist/package.json')), 'build');
const pointsPerInch = 72;

interface Pixels {
  width: number;
  height: number;
  /** RGBA, row by row, in base64. */
  base64: string;
}

/** Reads the one code of a picture with zbar, a decoder that shares nothing with what draws our codes. */
async function readCode({ width, height, base64 }: Pixels): Promise<string> {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const symbols = await scanRGBABuffer(bytes.buffer, width, height);
  if (symbols.length !== 1) throw new Error(`expected one code in the picture, found ${symbols.length}`);
  return symbols[0]?.decode() ?? '';
}

/** Draws the first page of a PDF at so many dots per inch, as a printer would, and reads its code. */
export async function readCodeFromPdf(browser: Browser, pdf: Buffer, dotsPerInch: number): Promise<string> {
  const page = await openModulePage(browser, (path) =>
    readFile(join(pdfjs, path === '/main.js' ? 'pdf.min.mjs' : path), 'utf8'),
  );
  const pixels = await page.evaluate(
    async ({ base64, scale }): Promise<Pixels> => {
      const { getDocument, GlobalWorkerOptions } = (globalThis as unknown as { loaded: typeof PdfJs }).loaded;
      GlobalWorkerOptions.workerSrc = '/pdf.worker.min.mjs';
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const sheet = await (await getDocument({ data }).promise).getPage(1);
      const viewport = sheet.getViewport({ scale });
      const canvas = document.createElement('canvas');
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      const surface = canvas.getContext('2d');
      if (surface === null) throw new Error('no canvas');
      await sheet.render({ canvas, canvasContext: surface, viewport }).promise;
      const image = surface.getImageData(0, 0, canvas.width, canvas.height);
      let text = '';
      for (const byte of image.data) text += String.fromCharCode(byte);
      return { width: image.width, height: image.height, base64: btoa(text) };
    },
    { base64: pdf.toString('base64'), scale: dotsPerInch / pointsPerInch },
  );
  await page.close();
  return readCode(pixels);
}

/** Reads the code of a screenshot (PNG). */
export async function readCodeFromPng(browser: Browser, png: Buffer): Promise<string> {
  const page = await browser.newPage();
  const pixels = await page.evaluate(async (base64): Promise<Pixels> => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const surface = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (surface === null) throw new Error('no canvas');
    surface.drawImage(bitmap, 0, 0);
    const image = surface.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = '';
    for (const byte of image.data) text += String.fromCharCode(byte);
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, png.toString('base64'));
  await page.close();
  return readCode(pixels);
}
