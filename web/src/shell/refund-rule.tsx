import { useClockOffsetMs } from '../api/server-clock.ts';
import { formatDate } from '../ui/format.tsx';
import { useWords } from '../words/book.ts';
import { useLanguage } from '../words/language.ts';
import { orderWords } from '../words/order.ts';

/**
 * Until when tickets are taken back, in one line at the hours of the venue. `until` null: not at all. Draws text only.
 */
export function RefundRule({ until, timeZone }: { until: string | null; timeZone: string }) {
  const w = useWords(orderWords).rule;
  const language = useLanguage();
  const clockOffsetMs = useClockOffsetMs();
  if (until === null) return w.firm;
  const date = formatDate(until, timeZone, 'full', language);
  return Date.parse(until) > Date.now() + clockOffsetMs ? w.until(date) : w.over(date);
}
