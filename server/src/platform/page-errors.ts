import { reportPageError } from '@og-tickets/contract/page-errors.ts';
import { type Route, reply, route } from './http/route.ts';
import type { Platform } from './platform.ts';

/** A page that fails again and again says so a few times only. */
const perAddressPerMinute = 10;

/**
 * Writes what pages tell of their own faults into the log, from where it goes to Sentry too. So browsers talk to nobody but
 * the shop, and whoever gets errors never learns the address of a visitor.
 */
export function pageErrorRoute({ log }: Pick<Platform, 'log'>): Route {
  return route(
    reportPageError,
    async ({ body, requestId }) => {
      const page = pageOf(body.page);
      log.warn({ pageError: { ...body, page }, page, requestId }, 'a page failed');
      return reply(204, undefined);
    },
    { perAddressPerMinute },
  );
}

/** The page without what names somebody's order or ticket. */
export function pageOf(path: string): string {
  const [plain = ''] = path.split(/[?#]/, 1);
  return plain
    .split('/')
    .map((word) => (/^[a-zà-ÿ-]{0,30}$/i.test(word) && !/^[A-Z-]{5,}$/.test(word) ? word : ':'))
    .join('/');
}
