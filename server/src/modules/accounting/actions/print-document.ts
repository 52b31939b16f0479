import type { Platform } from '../../../platform/platform.ts';
import { renderDocumentPdf } from '../pdf/document-pdf.ts';
import { documentFileName, type PrintedDocument } from '../rules/document-wording.ts';
import { readPrintedDocument, type WantedDocument } from '../views/printed-document.ts';
import { numberDocuments } from './number-documents.ts';

export interface PrintedFile {
  bytes: Buffer;
  fileName: string;
  /** What it says. */
  document: PrintedDocument;
}

/**
 * An invoice or credit note as a PDF, numbered first if need be; null when there is none. Whose it is has been decided
 * before. Never call it in a transaction: it draws.
 */
export async function printDocument(
  platform: Pick<Platform, 'db' | 'keys' | 'config'>,
  wanted: WantedDocument,
): Promise<PrintedFile | null> {
  let printed = await readPrintedDocument(platform, wanted);
  if (printed === 'unnumbered') {
    await numberDocuments(platform);
    printed = await readPrintedDocument(platform, wanted);
  }
  if (printed === 'unnumbered') throw new Error(`a document of order ${wanted.orderId} got no number`);
  if (printed === null) return null;
  return { bytes: await renderDocumentPdf(printed), fileName: documentFileName(printed), document: printed };
}
