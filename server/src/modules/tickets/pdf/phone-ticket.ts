import type { TicketWording } from '../rules/ticket-wording.ts';
import { drawTicketEdge, paintModules } from './drawing.ts';
import type { Canvas, Page, Placed } from '../../../platform/pdf/page.ts';
import { qrModules } from './qr-modules.ts';
import type { Style, Typesetter } from '../../../platform/pdf/typeset.ts';

const ink = '#14161B';
const muted = '#565C66';
const cobalt = '#1D3FBF';

/** As wide as a phone; where a ticket says much its page grows longer. In points. */
const pageWidth = 360;
const shortestPage = 780;
const margin = 12;
const padding = 20;
/** Four modules and more of white lie around it: the padding. 87 mm on paper, most of the width of a screen. */
const codeSide = 248;
const columnGap = 14;
const codeColumns = 6;
const codeRowHeight = 18;
const left = margin;
const right = pageWidth - margin;
const textX = left + padding;
const textWidth = right - padding - textX;

// A phone shows 360 points at about a fifth of a metre's reading width: nothing is smaller than 11.
const styles = {
  brand: { weight: 700, size: 13, color: cobalt, leading: 1.5 },
  sport: { weight: 700, size: 13, color: muted, leading: 1.5 },
  title: { weight: 700, size: 21, color: ink, leading: 1.2 },
  when: { weight: 700, size: 14, color: ink, leading: 1.4 },
  detail: { weight: 400, size: 13, color: ink, leading: 1.45 },
  label: { weight: 400, size: 11, color: muted, leading: 1.5 },
  value: { weight: 700, size: 14, color: ink, leading: 1.3 },
  note: { weight: 400, size: 11.5, color: ink, leading: 1.4 },
  hint: { weight: 400, size: 11, color: muted, leading: 1.4 },
  code: { weight: 400, size: 12.5, color: ink, leading: 1.4 },
  rule: { weight: 400, size: 11.5, color: ink, leading: 1.45 },
} as const satisfies Record<string, Style>;

/** Adds a page as wide as a phone with one ticket: what it is for, its code, then the rest. */
export function drawPhoneTicket(canvas: Canvas, wording: TicketWording, codeText: string): void {
  const { doc } = canvas;
  const column = new Column(canvas.type, margin + padding);
  layHead(column, wording);
  const perforation = column.y + 14;
  const codeY = perforation + padding;
  const codeX = (pageWidth - codeSide) / 2;
  column.y = codeY + codeSide + padding;
  column.steps.push((page) =>
    page.figure(wording.codeAlternative, [codeX, codeY, codeX + codeSide, codeY + codeSide], () =>
      paintModules(doc, qrModules(codeText), { x: codeX, y: codeY, side: codeSide }),
    ),
  );
  layFacts(column, wording);
  layCode(column, wording);
  const bottom = column.y + padding;
  column.y = bottom + 14;
  layRules(column, wording);
  // Only now is it known how long the page must be.
  doc.addPage({ size: [pageWidth, Math.max(shortestPage, Math.ceil(column.y + margin))], margin: 0 });
  const page = canvas.newPage();
  for (const step of column.steps) step(page);
  page.decoration(() => drawTicketEdge(doc, { left, right, top: margin, perforation, bottom }));
  page.end();
}

/** Text set from top to bottom; it is drawn once the page exists. */
class Column {
  readonly type: Typesetter;
  readonly steps: ((page: Page) => void)[] = [];
  y: number;

  constructor(type: Typesetter, top: number) {
    this.type = type;
    this.y = top;
  }

  /** Sets a text at the current height and moves below it. */
  place(text: string, style: Style, maxLines: number, x = textX, width = textWidth): Placed {
    const block = this.type.fit(text, style, { width, maxLines });
    const placed = { block, x, y: this.y };
    this.y += block.height;
    return placed;
  }

  put(tag: 'H1' | 'H2' | 'P', text: string, style: Style, maxLines: number): void {
    const placed = this.place(text, style, maxLines);
    this.steps.push((page) => page.text(tag, placed));
  }
}

function layHead(column: Column, wording: TicketWording): void {
  column.put('P', `${wording.organiser} · ${wording.kind}`, styles.brand, 1);
  column.put('P', wording.sport, styles.sport, 1);
  column.put('H1', wording.title, styles.title, 3);
  column.y += 4;
  column.put('P', wording.when, styles.when, 2);
  column.put('P', wording.doors, styles.detail, 2);
  column.put('P', wording.where, styles.when, 2);
}

function layFacts(column: Column, wording: TicketWording): void {
  const width = (textWidth - columnGap) / 2;
  const items: { label: Placed; body: Placed[] }[] = [];
  let rowTop = column.y;
  let rowBottom = rowTop;
  for (const [i, fact] of wording.facts.entries()) {
    const x = textX + (i % 2) * (width + columnGap);
    column.y = rowTop;
    const label = column.place(fact.label, styles.label, 1, x, width);
    const value = column.place(fact.value, styles.value, 4, x, width);
    const note = value.block.complete ? fact.note : wording.lettersMissing;
    const body = note === undefined ? [value] : [value, column.place(note, styles.note, 3, x, width)];
    items.push({ label, body });
    rowBottom = Math.max(rowBottom, column.y);
    if (i % 2 === 1) rowTop = rowBottom + 8;
  }
  column.y = rowBottom + 12;
  column.steps.push((page) => page.list(items));
}

/** The code to type, where it cannot be scanned. */
function layCode(column: Column, wording: TicketWording): void {
  column.put('H2', wording.code, styles.value, 1);
  column.put('P', wording.number, styles.note, 2);
  column.y += 4;
  column.put('P', wording.codeHint, styles.hint, 3);
  column.y += 6;
  const width = textWidth / codeColumns;
  const top = column.y;
  const groups = wording.codeGroups.map((group, i) => {
    column.y = top + Math.floor(i / codeColumns) * codeRowHeight;
    return column.place(group, styles.code, 1, textX + (i % codeColumns) * width, width);
  });
  column.steps.push((page) => page.text('P', ...groups));
}

function layRules(column: Column, wording: TicketWording): void {
  const place = (text: string): Placed => {
    const placed = column.place(text, styles.rule, 4, left + 4, right - left - 8);
    column.y += 3;
    return placed;
  };
  const items = wording.rules.map((rule) => ({ body: [place(rule)] }));
  column.steps.push((page) => page.list(items));
  if (wording.notice === undefined) return;
  column.y += 5;
  const notice = place(wording.notice);
  column.steps.push((page) => page.text('P', notice));
}
