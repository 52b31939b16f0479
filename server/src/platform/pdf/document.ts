import PDFDocument from 'pdfkit';
import { Canvas } from './page.ts';

/** What a file says of itself. */
export interface PdfTitle {
  title: string;
  author: string;
  /** Such as `fr-FR`. */
  languageTag: string;
}

/** A tagged PDF with its fonts inside, as `draw` fills it; `draw` adds the pages. */
export async function makePdf(words: PdfTitle, draw: (canvas: Canvas) => Promise<void> | void): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: words.languageTag,
    displayTitle: true,
    // None to begin with: PDFKit would load Helvetica's metrics.
    font: '',
    info: { Title: words.title, Author: words.author, Creator: 'OG-Tickets' },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const canvas = new Canvas(doc);
  await draw(canvas);
  canvas.end();
  doc.end();
  return done;
}
