import type { Placed } from '../../../platform/pdf/page.ts';
import type { Style, Typesetter } from '../../../platform/pdf/typeset.ts';

/** A column of a table: its edges in points, and on which of them its texts stand. */
export interface Column {
  left: number;
  right: number;
  align: 'left' | 'right';
}

/** A text of a cell and how it is set; several stand under each other. */
export interface CellText {
  text: string;
  style: Style;
  maxLines?: number;
}

/** A row of a table with its top at zero. */
export interface Row {
  tag: 'TH' | 'TD';
  cells: Placed[][];
  height: number;
}

/** Neighbouring columns that fill a width from `left` on; the first one holds words, the others figures. */
export function columnsOf(left: number, widths: readonly number[]): Column[] {
  let at = left;
  return widths.map((width, i) => {
    const column: Column = { left: at, right: at + width, align: i === 0 ? 'left' : 'right' };
    at += width;
    return column;
  });
}

/** Sets the texts of a row into its columns, `padding` above and below them. */
export function setRow(
  type: Typesetter,
  tag: Row['tag'],
  columns: readonly Column[],
  content: { cells: readonly (readonly CellText[])[]; padding: number },
): Row {
  let height = 0;
  const cells = columns.map(({ left, right, align }, i) => {
    let y = content.padding;
    const parts = (content.cells[i] ?? []).map(({ text, style, maxLines = 1 }) => {
      const block = type.fit(text, style, { width: right - left, maxLines });
      const x = align === 'left' ? left : right - type.widthOf(text, block.style);
      const placed = { block, x, y };
      y += block.height;
      return placed;
    });
    height = Math.max(height, y + content.padding);
    return parts;
  });
  return { tag, cells, height };
}

/** The row with its top at `y`. */
export function rowAt(row: Row, y: number): Row {
  return { ...row, cells: row.cells.map((parts) => parts.map((part) => ({ ...part, y: part.y + y }))) };
}

/**
 * How many rows stand on each page. Every page but the last keeps `carryHeight` free for its carried total, every page but
 * the first begins with one, and the last has `tailHeight` below its rows. A page has a row at least.
 */
export function shareOut(
  heights: readonly number[],
  room: { first: number; further: number; carryHeight: number; tailHeight: number },
): number[] {
  const pages: number[] = [];
  for (let next = 0; next < heights.length; ) {
    const whole = pages.length === 0 ? room.first : room.further - room.carryHeight;
    const rest = heights.slice(next);
    const restHeight = rest.reduce((sum, height) => sum + height, 0);
    let count = rest.length;
    if (restHeight + room.tailHeight > whole) {
      count = 0;
      for (let used = room.carryHeight; count < rest.length; count += 1) {
        used += rest[count] ?? 0;
        if (used > whole) break;
      }
      // The last row moves on with what stands below it.
      count = Math.max(1, Math.min(count, rest.length - 1));
    }
    pages.push(count);
    next += count;
  }
  return pages;
}
