// Of the very version that the detector was built with: another one reads nothing.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** Finds the text of a QR code in a picture; undefined when there is none to be read. */
export type CodeReader = (picture: ImageBitmapSource) => Promise<string | undefined>;

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
  return async (picture) => {
    const [first] = await detector.detect(picture);
    return first?.rawValue;
  };
}

async function createDetector(): Promise<Detector> {
  const native = window.BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes('qr_code')) return new native({ formats: ['qr_code'] });
  const { BarcodeDetector: WasmDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  // Without this it would fetch the wasm from a host of its own choice.
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return new WasmDetector({ formats: ['qr_code'] });
}
