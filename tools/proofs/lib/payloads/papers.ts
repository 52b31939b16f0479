import { inflateRawSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A text as a PDF says it: without signs that no font has a shape for and spaces, which a line break may take. */
const said = (text: string): string => text.replace(/[\s\u00a0\u2028\u202e]+/g, '');

/** What of a PDF would do something: links that leave the shop, scripts, files, actions; and whether it says a text. */
export async function readPdf(
  pdf: Uint8Array,
  text: string,
  origin: string,
): Promise<{ says: boolean; active: string[] }> {
  const loading = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await loading.promise;
  const active: string[] = [];
  let all = '';
  if ((await document.getJSActions()) !== null) active.push('script');
  if ((await document.getAttachments()) !== null) active.push('attachment');
  if ((await document.getOpenAction()) !== null) active.push('open action');
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const links: readonly { url?: string; unsafeUrl?: string; subtype?: string }[] = await page.getAnnotations();
    for (const { url, unsafeUrl, subtype } of links) {
      const to = url ?? unsafeUrl ?? '';
      if (!to.startsWith(origin) && !to.startsWith('mailto:')) active.push(`${subtype ?? ''} ${to}`);
    }
    const { items } = await page.getTextContent();
    all += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await loading.destroy();
  return { says: said(all).includes(said(text)), active };
}

/** The names of the lines of a calendar entry, unfolded; a line that has none is told as it is. */
export function calendarLines(ics: string): string[] {
  const lines = ics.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  return lines.map((line) => /^([A-Z-]+)[;:]/.exec(line)?.[1] ?? line);
}

/** Cells of a CSV (RFC 4180) that a spreadsheet would work out. A plain number is none. */
export function formulaCells(csv: string): { cells: number; formulas: string[] } {
  const cells = [...csv.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)];
  const texts = cells.map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"'));
  const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
  return { cells: texts.length, formulas: texts.filter((text) => /^[=+\-@\t\r]/.test(text) && !isNumber(text)) };
}

/** The files of a ZIP whose sizes stand behind them, by reading one after the other. */
export function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const head = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  for (let at = zip.indexOf(head); at >= 0; at = zip.indexOf(head, at + 4)) {
    const start = at + 30 + zip.readUInt16LE(at + 26);
    const name = zip.toString('utf8', at + 30, start);
    files.set(name, inflateRawSync(zip.subarray(start + zip.readUInt16LE(at + 28))).toString('utf8'));
  }
  return files;
}
