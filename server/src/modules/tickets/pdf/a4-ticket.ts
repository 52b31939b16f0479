import type { TicketWording } from '../rules/ticket-wording.ts';
import { drawLanes, drawTicketEdge, paintModules } from './drawing.ts';
import type { Canvas, Page, Placed } from '../../../platform/pdf/page.ts';
import { qrModules } from './qr-modules.ts';
import type { Style, Typesetter } from '../../../platform/pdf/typeset.ts';

/** Points in a millimetre. */
const mm = 72 / 25.4;
const ink = '#14161B';
const muted = '#565C66';
const cobalt = '#1D3FBF';

const margin = 15 * mm;
/** Also the quiet zone of the code: more than the four modules (under 14 points) that readers ask for (ISO/IEC 18004). */
const padding = 24;
/** Room for the lanes along the top and the right of the ticket. */
const laneRoom = 56;
/** Side of the QR code without its quiet zone: well over the 50 mm that level Q on paper asks for. */
const codeSide = 58 * mm;
const columnGap = 20;
const codeColumns = 6;
const codeColumnWidth = 45;
const codeRowHeight = 15.5;

const styles = {
  brand: { weight: 700, size: 13, color: cobalt, leading: 1.4 },
  kind: { weight: 400, size: 11, color: muted, leading: 1.6 },
  sport: { weight: 700, size: 12, color: muted, leading: 1.5 },
  title: { weight: 700, size: 24, color: ink, leading: 1.2 },
  when: { weight: 700, size: 14, color: ink, leading: 1.45 },
  detail: { weight: 400, size: 12, color: ink, leading: 1.5 },
  label: { weight: 400, size: 9.5, color: muted, leading: 1.5 },
  value: { weight: 700, size: 13, color: ink, leading: 1.3 },
  note: { weight: 400, size: 10, color: ink, leading: 1.4 },
  hint: { weight: 400, size: 9.5, color: muted, leading: 1.35 },
  code: { weight: 400, size: 10.5, color: ink, leading: 1.4 },
  rule: { weight: 400, size: 10, color: ink, leading: 1.5 },
} as const satisfies Record<string, Style>;

/** Adds an A4 page with one ticket. */
export function drawA4Ticket(canvas: Canvas, wording: TicketWording, codeText: string): void {
  const { doc, type } = canvas;
  doc.addPage({ size: 'A4', margin: 0 });
  const page = canvas.newPage();
  const left = margin;
  const right = doc.page.width - margin;
  const perforation = drawSession(page, type, wording, { left, right }) + 12;
  const bottom = drawStub({ doc, page, type }, wording, { codeText, left, right, top: perforation });
  page.decoration(() => {
    drawTicketEdge(doc, { left, right, top: margin, perforation, bottom });
    drawLanes(doc, { left, right, top: margin, bottom: perforation });
  });
  drawRules(page, type, wording, { x: left, y: bottom + 16, width: right - left });
  page.end();
}

/** The upper part: what, when, where, and the facts in two columns. Returns where it ends. */
function drawSession(
  page: Page,
  type: Typesetter,
  wording: TicketWording,
  card: { left: number; right: number },
): number {
  const x = card.left + padding;
  const width = card.right - laneRoom - x;
  let y = margin + laneRoom;
  const put = (tag: 'H1' | 'P', text: string, style: Style, maxLines = 1): void => {
    const block = type.fit(text, style, { width, maxLines });
    page.text(tag, { block, x, y });
    y += block.height;
  };
  put('P', wording.organiser, styles.brand);
  put('P', wording.kind, styles.kind);
  y += 6;
  put('P', wording.sport, styles.sport);
  put('H1', wording.title, styles.title, 2);
  y += 4;
  put('P', wording.when, styles.when, 2);
  put('P', wording.doors, styles.detail, 2);
  put('P', wording.where, styles.when, 2);
  return drawFacts(page, type, wording, { x, y: y + 12, width });
}

interface Area {
  x: number;
  y: number;
  width: number;
}

function drawFacts(page: Page, type: Typesetter, wording: TicketWording, area: Area): number {
  const width = (area.width - columnGap) / 2;
  let y = area.y;
  const items: { label: Placed; body: Placed[] }[] = [];
  for (const [i, fact] of wording.facts.entries()) {
    const x = area.x + (i % 2) * (width + columnGap);
    const label = { block: type.fit(fact.label, styles.label, { width, maxLines: 1 }), x, y };
    const value = type.fit(fact.value, styles.value, { width, maxLines: 4 });
    const body = [{ block: value, x, y: y + label.block.height }];
    const note = value.complete ? fact.note : wording.lettersMissing;
    if (note !== undefined) {
      const block = type.fit(note, styles.note, { width, maxLines: 2 });
      body.push({ block, x, y: y + label.block.height + value.height });
    }
    items.push({ label, body });
    if (i % 2 === 1) y = Math.max(...items.slice(-2).map(({ body: parts }) => bottomOf(parts))) + 8;
  }
  page.list(items);
  return y;
}

function bottomOf(parts: readonly Placed[]): number {
  return Math.max(...parts.map(({ block, y }) => y + block.height));
}

/** The lower part: the code to scan and, beside it, the same to type. Returns where it ends. */
function drawStub(
  { doc, page, type }: { doc: PDFKit.PDFDocument; page: Page; type: Typesetter },
  wording: TicketWording,
  area: { codeText: string; left: number; right: number; top: number },
): number {
  const codeX = area.left + padding;
  const codeY = area.top + padding;
  const alternative = wording.codeAlternative;
  page.figure(alternative, [codeX, codeY, codeX + codeSide, codeY + codeSide], () =>
    paintModules(doc, qrModules(area.codeText), { x: codeX, y: codeY, side: codeSide }),
  );
  const x = codeX + codeSide + padding;
  const width = area.right - padding - x;
  let y = codeY;
  const put = (tag: 'H2' | 'P', text: string, style: Style, maxLines: number): void => {
    const block = type.fit(text, style, { width, maxLines });
    page.text(tag, { block, x, y });
    y += block.height;
  };
  put('H2', wording.code, styles.value, 1);
  put('P', wording.number, styles.note, 2);
  y += 4;
  put('P', wording.codeHint, styles.hint, 2);
  y += 6;
  const groups = wording.codeGroups.map((group, i) => ({
    block: type.fit(group, styles.code, { width: codeColumnWidth, maxLines: 1 }),
    x: x + (i % codeColumns) * codeColumnWidth,
    y: y + Math.floor(i / codeColumns) * codeRowHeight,
  }));
  page.text('P', ...groups);
  return codeY + codeSide + padding;
}

function drawRules(page: Page, type: Typesetter, wording: TicketWording, area: Area): void {
  let { y } = area;
  const place = (text: string): Placed => {
    const block = type.fit(text, styles.rule, { width: area.width, maxLines: 2 });
    const placed = { block, x: area.x, y };
    y += block.height;
    return placed;
  };
  page.list(wording.rules.map((rule) => ({ body: [place(rule)] })));
  y += 6;
  if (wording.notice !== undefined) page.text('P', place(wording.notice));
}
