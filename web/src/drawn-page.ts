import type { QueryKey } from '@tanstack/react-query';
import { queryClient } from './api/query-client.ts';
import { noteServerTime } from './api/server-clock.ts';
import { shopQuery } from './api/shop-query.ts';
import { setSiteName } from './ui/site-name.ts';

/** Id of the element that holds what a page was drawn from. */
export const DRAWN_FROM = 'drawn-from';
/** Marks what the server says of the page in the head of the document. */
export const OF_THIS_PAGE = 'data-of-this-page';

/** What the server drew a page from, for the browser to draw the same. */
export interface DrawnFrom {
  /** ISO 8601. */
  at: string;
  replies: { key: QueryKey; data: unknown }[];
}

/** Takes over what the server drew this page from; false when it drew none. Call it before the first render. */
export function takeDrawnPage(): boolean {
  const text = document.getElementById(DRAWN_FROM)?.textContent;
  if (!text) return false;
  const drawn: DrawnFrom = JSON.parse(text);
  noteServerTime(drawn.at);
  // A page that the browser has kept, to come back to, is as old as it is.
  const updatedAt = Math.min(Date.parse(drawn.at), Date.now());
  for (const { key, data } of drawn.replies) queryClient.setQueryData(key, data, { updatedAt });
  const shop = queryClient.getQueryData(shopQuery.queryKey);
  if (shop) setSiteName(shop.shopName);
  return true;
}

/** Takes away what was said of the page that the document came with: another one is shown now. */
export function forgetDrawnPage(): void {
  for (const element of document.head.querySelectorAll(`[${OF_THIS_PAGE}]`)) element.remove();
}
