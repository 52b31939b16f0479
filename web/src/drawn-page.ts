import type { QueryKey } from '@tanstack/react-query';
import { queryClient } from './api/query-client.ts';
import { noteServerTime } from './api/server-clock.ts';
import { shopQuery } from './api/shop-query.ts';
import { setSiteName } from './ui/site-name.ts';

/** Id of the element that holds what a page was drawn from. */
export const DRAWN_FROM = 'drawn-from';
/** Marks what the server says of the page in the head of the document. */
export const OF_THIS_PAGE = 'data-of-this-page';

/** Older than this, replies are asked for again unless their query says otherwise. */
const OLD_MS = 5_000;

/** What the server drew a page from, for the browser to draw the same. */
export interface DrawnFrom {
  /** Path and search that the page is for. */
  address: string;
  /** ISO 8601. */
  at: string;
  replies: { key: QueryKey; data: unknown }[];
}

/** Takes over what the server drew this page from; false when it drew none, or another. Call it before the first render. */
export function takeDrawnPage(): boolean {
  const text = document.getElementById(DRAWN_FROM)?.textContent;
  if (!text) return false;
  const drawn: DrawnFrom = JSON.parse(text);
  if (drawn.address !== location.pathname + location.search) return false;
  noteServerTime(drawn.at);
  // It was drawn a moment ago, longer where the browser has kept it to come back to: what changes by the second is asked for again.
  const updatedAt = Math.min(Date.parse(drawn.at), Date.now()) - OLD_MS;
  for (const { key, data } of drawn.replies) queryClient.setQueryData(key, data, { updatedAt });
  const shop = queryClient.getQueryData(shopQuery.queryKey);
  if (shop) setSiteName(shop.shopName);
  return true;
}

/** Takes away what was said of the page that the document came with: another one is shown now. */
export function forgetDrawnPage(): void {
  for (const element of document.head.querySelectorAll(`[${OF_THIS_PAGE}]`)) element.remove();
}
