import type { CartLine } from '@og-tickets/contract/carts.ts';

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
