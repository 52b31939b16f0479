import type { Cart, CartLine } from '@og-tickets/contract/carts.ts';

/** The lines of one session. */
export interface SessionLines {
  session: string;
  summary: CartLine['summary'];
  lines: CartLine[];
}

/** Groups lines by session; sessions and lines keep the order in which they were added. */
export function groupBySession(lines: readonly CartLine[]): SessionLines[] {
  const groups = new Map<string, SessionLines>();
  for (const line of lines) {
    const group = groups.get(line.session);
    if (group) group.lines.push(line);
    else groups.set(line.session, { session: line.session, summary: line.summary, lines: [line] });
  }
  return [...groups.values()];
}

/** What taking expired lines again has not brought back. */
export interface Shortfall {
  /** Lines that hold nothing now. */
  lost: CartLine[];
  /** Lines that hold fewer units than before. */
  less: { line: CartLine; before: number }[];
}

/** Compares the carts before and after a retake. */
export function shortfallOf(before: readonly CartLine[], after: readonly CartLine[]): Shortfall {
  const shortfall: Shortfall = { lost: [], less: [] };
  for (const line of before.filter(({ state }) => state === 'expired')) {
    const now = after.find(({ id }) => id === line.id);
    if (now?.state !== 'held') shortfall.lost.push(line);
    else if (now.quantity < line.quantity) shortfall.less.push({ line: now, before: line.quantity });
  }
  return shortfall;
}

/** The part of a shortfall that still holds; undefined once every line in it was held, changed or removed. */
export function openShortfall(shortfall: Shortfall, lines: readonly CartLine[]): Shortfall | undefined {
  const lost = shortfall.lost.filter(({ id }) => lines.some((line) => line.id === id && line.state !== 'held'));
  const less = shortfall.less.filter(({ line: { id, quantity } }) =>
    lines.some((line) => line.id === id && line.quantity === quantity),
  );
  const whole = shortfall.lost.length === 0 && shortfall.less.length === 0;
  return whole || lost.length > 0 || less.length > 0 ? { lost, less } : undefined;
}

/** Whether the cart can be ordered, else why not: nothing is held, or lines must be taken again or removed first. */
export function orderState({ lines }: Pick<Cart, 'lines'>): 'ready' | 'nothing' | 'blocked' {
  if (!lines.some(({ state }) => state === 'held')) return 'nothing';
  return lines.every(({ state }) => state === 'held') ? 'ready' : 'blocked';
}
