import type { SessionDetail, SessionStock } from '@og-tickets/contract/catalog.ts';
import { canBook } from './can-book.ts';

/** Below this many places they are counted on the page, and a screen reader is told. */
export const FEW_PLACES = 10;

/** A session with what the server pushed; undefined when they do not know the same categories. */
export function withStock(session: SessionDetail, stock: SessionStock): SessionDetail | undefined {
  const byCategory = new Map(stock.categories.map((category) => [category.category, category]));
  if (byCategory.size !== session.categories.length) return undefined;
  const categories = session.categories.flatMap((category) => {
    const now = byCategory.get(category.category);
    return now ? [{ ...category, remaining: now.remaining, availability: now.availability }] : [];
  });
  if (categories.length !== session.categories.length) return undefined;
  return { ...session, availability: stock.availability, priceFrom: stock.priceFrom, categories };
}

/** What is worth interrupting somebody for: `few` with the places left, `gone`, or `back`. */
export type StockNews = { kind: 'few'; places: number } | { kind: 'gone' } | { kind: 'back' };

/** What changed between two looks at a session, if it is worth saying; a number is said once, when it falls below ten. */
export function stockNews(before: SessionDetail | undefined, now: SessionDetail): StockNews | undefined {
  if (!before || before.code !== now.code) return undefined;
  const [could, can] = [canBook(before.availability), canBook(now.availability)];
  if (could && !can) return { kind: 'gone' };
  if (!could && can) return { kind: 'back' };
  const [had, has] = [placesOf(before), placesOf(now)];
  return can && had >= FEW_PLACES && has < FEW_PLACES ? { kind: 'few', places: has } : undefined;
}

function placesOf({ categories }: SessionDetail): number {
  return categories.reduce((sum, { remaining }) => sum + remaining, 0);
}
