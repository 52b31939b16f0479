// Of the very version that the detector was built with: another one reads nothing.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { seenPart } from './seen-part.ts';

/** Finds the text of a QR code in what is seen of a camera; undefined when there is none to be read. */
export type CodeReader = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector;
      getSupportedFormats(): Promise<string[]>;
    };
  }
}

/** The browser's own detector where it reads QR codes, else ZXing as wasm, which our own server sends. */
export async function createCodeReader(): Promise<CodeReader> {
  const detector = await createDetector();
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const [first] = await detector.detect(pen === null ? video : takeSeen(video, pen));
    return first?.rawValue;
  };
}

/** The picture of now, as far as it is seen: without what is cut off it is read in half the time. */
function takeSeen(video: HTMLVideoElement, pen: OffscreenCanvasRenderingContext2D): ImageData {
  const box = { width: video.clientWidth, height: video.clientHeight };
  const { left, top, width, height } = seenPart({ width: video.videoWidth, height: video.videoHeight }, box);
  // Setting its size would wipe it each time.
  if (pen.canvas.width !== width) pen.canvas.width = width;
  if (pen.canvas.height !== height) pen.canvas.height = height;
  pen.drawImage(video, left, top, width, height, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height);
}

async function createDetector(): Promise<Detector> {
  const native = window.BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes('qr_code')) return new native({ formats: ['qr_code'] });
  const { BarcodeDetector: WasmDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  // Without this it would fetch the wasm from a host of its own choice.
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return new WasmDetector({ formats: ['qr_code'] });
}
