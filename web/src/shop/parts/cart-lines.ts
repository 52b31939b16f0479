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

/** Whether the cart can be ordered, else why not: nothing is held, or lines must be taken again or removed first. */
export function orderState({ lines }: Pick<Cart, 'lines'>): 'ready' | 'nothing' | 'blocked' {
  if (!lines.some(({ state }) => state === 'held')) return 'nothing';
  return lines.every(({ state }) => state === 'held') ? 'ready' : 'blocked';
}
