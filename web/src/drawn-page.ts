import type { QueryKey } from '@tanstack/react-query';
import { queryClient } from './api/query-client.ts';
import { noteServerTime } from './api/server-clock.ts';
import { shopQuery } from './api/shop-query.ts';
import { takeTexts } from './ui/formats.ts';
import { setSiteName } from './ui/site-name.ts';
import { drawAlone } from './ui/use-hydrated.ts';

/** Id of the element that holds what a page was drawn from. It is there until the page has come alive. */
export const DRAWN_FROM = 'drawn-from';
/** Marks what the server says of the page in the head of the document. */
export const OF_THIS_PAGE = 'data-of-this-page';
/** Marks the style sheet of the shop's own colour. */
export const OF_THE_COLOUR = 'data-of-the-colour';

/** What the server drew a page from, for the browser to draw the same. */
export interface DrawnFrom {
  /** Path and search that the page is for. */
  address: string;
  /** ISO 8601. */
  at: string;
  replies: { key: QueryKey; data: unknown }[];
  /** Dates and amounts as they are written there. */
  texts: Record<string, string>;
}

let keys: readonly QueryKey[] = [];

/** Takes over what the server drew this page from; false when it drew none, or another. Call it before the first render. */
export function takeDrawnPage(): boolean {
  const text = document.getElementById(DRAWN_FROM)?.textContent;
  if (!text) return false;
  const drawn: DrawnFrom = JSON.parse(text);
  if (drawn.address !== location.pathname + location.search) return false;
  noteServerTime(drawn.at);
  takeTexts(drawn.texts);
  // As if they had just come: an answer that is newer may not arrive while the browser draws what the server has drawn.
  for (const { key, data } of drawn.replies) queryClient.setQueryData(key, data);
  keys = drawn.replies.map(({ key }) => key);
  const shop = queryClient.getQueryData(shopQuery.queryKey);
  if (shop) setSiteName(shop.shopName);
  return true;
}

/**
 * Asks anew for what the page was drawn from. Call it once the browser has drawn the same: that was a moment ago, longer where
 * the browser has kept the page to come back to.
 */
export function renewDrawnPage(): void {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey, exact: true });
  keys = [];
  document.getElementById(DRAWN_FROM)?.remove();
}

/** Takes away what was said of the page that the document came with: another one is shown now. */
export function forgetDrawnPage(): void {
  drawAlone();
  document.getElementById(DRAWN_FROM)?.remove();
  for (const element of document.head.querySelectorAll(`[${OF_THIS_PAGE}]`)) element.remove();
}
