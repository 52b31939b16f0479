import { makePdf } from '../../../platform/pdf/document.ts';
import type { Canvas, Page, Placed } from '../../../platform/pdf/page.ts';
import type { Style, Typesetter } from '../../../platform/pdf/typeset.ts';
import { type DocumentWording, type PrintedDocument, wordDocument } from '../rules/document-wording.ts';
import { type CellText, columnsOf, type Row, rowAt, setRow, shareOut } from './rows.ts';

/** Points in a millimetre. */
const mm = 72 / 25.4;
const ink = '#14161B';
const muted = '#565C66';
const cobalt = '#1D3FBF';
const hairline = '#DAD5CB';

/** A4 in points. */
const paper = { width: 210 * mm, height: 297 * mm };
const margin = 16 * mm;
const left = margin;
const right = paper.width - margin;
const top = margin;
const footerHeight = 26;
const bottom = paper.height - margin - footerHeight;
const columnGap = 24;

const styles = {
  brand: { weight: 700, size: 12, color: cobalt, leading: 1.5 },
  title: { weight: 700, size: 24, color: ink, leading: 1.3 },
  about: { weight: 400, size: 10.5, color: ink, leading: 1.5 },
  label: { weight: 700, size: 9.5, color: muted, leading: 1.6 },
  party: { weight: 400, size: 10.5, color: ink, leading: 1.4 },
  head: { weight: 700, size: 9, color: muted, leading: 1.4 },
  name: { weight: 700, size: 10.5, color: ink, leading: 1.35 },
  detail: { weight: 400, size: 9.5, color: muted, leading: 1.35 },
  figure: { weight: 400, size: 10, color: ink, leading: 1.42 },
  total: { weight: 700, size: 13, color: ink, leading: 1.5 },
  note: { weight: 400, size: 9.5, color: ink, leading: 1.45 },
  footer: { weight: 400, size: 9, color: muted, leading: 1.4 },
} as const satisfies Record<string, Style>;

const lineColumns = columnsOf(left, [right - left - 284, 30, 78, 44, 64, 68]);
const carryColumns = columnsOf(left, [right - left - 90, 90]);
const rateColumns = columnsOf(right - 300, [78, 74, 74, 74]);
const rowPadding = 5;

/** An invoice or credit note as a tagged A4 PDF: as many pages as its lines need, each but the last with a carried total. */
export function renderDocumentPdf(printed: PrintedDocument): Promise<Buffer> {
  const wording = wordDocument(printed);
  const { title, author, languageTag } = wording;
  return makePdf({ title, author, languageTag }, (canvas) => drawDocument(canvas, wording));
}

function drawDocument(canvas: Canvas, wording: DocumentWording): void {
  const { doc, type } = canvas;
  // The first page must exist before anything is measured: PDFKit sets type only on a page.
  doc.addPage({ size: 'A4', margin: 0 });
  const header = setRow(type, 'TH', lineColumns, { cells: wording.columns.map((text) => [head(text)]), padding: 4 });
  const rows = wording.lines.map((line) => setLine(type, line));
  const headBottom = layHead(type, wording, null);
  const tailHeight = layTail(type, wording, null, 0);
  const carryHeight = setCarry(type, wording.carried, wording.amount(0)).height;
  const counts = shareOut(
    rows.map((row) => row.height),
    {
      first: bottom - headBottom - header.height,
      further: bottom - top - header.height,
      carryHeight,
      tailHeight,
    },
  );
  let done = 0;
  let sumCents = 0;
  for (const [i, count] of counts.entries()) {
    if (i > 0) doc.addPage({ size: 'A4', margin: 0 });
    const page = canvas.newPage();
    if (i === 0) layHead(type, wording, page);
    const isLast = i === counts.length - 1;
    const brought = i === 0 ? [] : [setCarry(type, wording.brought, wording.amount(sumCents))];
    for (const { amountCents } of wording.lines.slice(done, done + count)) sumCents += amountCents;
    const carried = isLast ? [] : [setCarry(type, wording.carried, wording.amount(sumCents))];
    const body = [header, ...brought, ...rows.slice(done, done + count), ...carried];
    const y = placeTable(doc, page, body, i === 0 ? headBottom : top);
    if (isLast) layTail(type, wording, page, y);
    drawFooter(page, type, `${wording.title} · ${wording.page(i + 1, counts.length)}`);
    page.end();
    done += count;
  }
}

function head(text: string): CellText {
  return { text, style: styles.head };
}

function setLine(type: Typesetter, line: DocumentWording['lines'][number]): Row {
  const words = [
    { text: line.name, style: styles.name, maxLines: 3 },
    ...line.details.map((text) => ({ text, style: styles.detail, maxLines: 2 })),
  ];
  const figures = line.figures.map((text) => [{ text, style: styles.figure }]);
  return setRow(type, 'TD', lineColumns, { cells: [words, ...figures], padding: rowPadding });
}

function setCarry(type: Typesetter, label: string, amount: string): Row {
  const cells = [[{ text: label, style: styles.name }], [{ text: amount, style: styles.name }]];
  return setRow(type, 'TD', carryColumns, { cells, padding: 4 });
}

/** Draws rows under each other, a thin line below each. Returns where they end. */
function placeTable(doc: PDFKit.PDFDocument, page: Page, rows: readonly Row[], from: number, edge = left): number {
  let y = from;
  const placed: Row[] = [];
  const rules: number[] = [];
  for (const row of rows) {
    placed.push(rowAt(row, y));
    y += row.height;
    rules.push(y);
  }
  page.table(placed);
  page.decoration(() => {
    for (const at of rules) doc.lineWidth(0.75).strokeColor(hairline).moveTo(edge, at).lineTo(right, at).stroke();
  });
  return y;
}

/** What stands above the table, drawn when there is a page. Returns where it ends. */
function layHead(type: Typesetter, wording: DocumentWording, page: Page | null): number {
  const half = (right - left - columnGap) / 2;
  const column = { x: left, y: top, width: right - left };
  const put = (tag: 'H1' | 'H2' | 'P', text: string, style: Style, maxLines: number): boolean => {
    const block = type.fit(text, style, { width: column.width, maxLines });
    page?.text(tag, { block, x: column.x, y: column.y });
    column.y += block.height;
    return block.complete;
  };
  put('P', wording.author, styles.brand, 1);
  put('H1', wording.title, styles.title, 1);
  column.y += 2;
  for (const text of wording.about) put('P', text, styles.about, 3);
  const partiesTop = column.y + 14;
  Object.assign(column, { y: partiesTop, width: half });
  put('H2', wording.sellerLabel, styles.label, 1);
  for (const text of wording.seller) put('P', text, styles.party, 2);
  const sellerBottom = column.y;
  Object.assign(column, { x: left + half + columnGap, y: partiesTop });
  put('H2', wording.buyerLabel, styles.label, 1);
  const complete = wording.buyer.map((text) => put('P', text, styles.party, 3));
  if (complete.includes(false)) put('P', wording.lettersMissing, styles.footer, 2);
  return Math.max(sellerBottom, column.y) + 18;
}

/** What stands below the table: amounts by rate, the total and the notes. Returns its height. */
function layTail(type: Typesetter, wording: DocumentWording, page: Page | null, from: number): number {
  let y = from + 16;
  const rows = [
    setRow(type, 'TH', rateColumns, { cells: wording.rateColumns.map((text) => [head(text)]), padding: 3 }),
    ...wording.rates.map((figures) =>
      setRow(type, 'TD', rateColumns, { cells: figures.map((text) => [{ text, style: styles.figure }]), padding: 3 }),
    ),
  ];
  if (page !== null) page.table(rows.map((row, i) => rowAt(row, y + rows.slice(0, i).reduce(addHeight, 0))));
  y += rows.reduce(addHeight, 0) + 10;
  const total = type.fit(`${wording.total.label}  ${wording.total.amount}`, styles.total, {
    width: right - left,
    maxLines: 1,
  });
  const width = type.widthOf(`${wording.total.label} ${wording.total.amount}`, total.style);
  page?.text('P', { block: total, x: right - width, y });
  y += total.height + 14;
  for (const text of wording.notes) {
    const block = type.fit(text, styles.note, { width: right - left, maxLines: 3 });
    const placed: Placed = { block, x: left, y };
    page?.text('P', placed);
    y += block.height;
  }
  return y - from;
}

function addHeight(sum: number, row: Row): number {
  return sum + row.height;
}

/** Which document and page this is, for a sheet that got loose; a reader knows it from the title. */
function drawFooter(page: Page, type: Typesetter, text: string): void {
  const block = type.fit(text, styles.footer, { width: right - left, maxLines: 1 });
  const x = right - type.widthOf(text, block.style);
  page.decoration(() => type.draw(block, x, bottom + footerHeight - block.height));
}
