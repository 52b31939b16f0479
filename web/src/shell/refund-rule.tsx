import { useServerNowMs } from '../api/server-clock.ts';
import { formatDate } from '../ui/format.tsx';
import { useWords } from '../words/book.ts';
import { useLanguage } from '../words/language.ts';
import { saleTermsWords } from '../words/sale-terms.ts';

/**
 * Until when tickets are taken back, in one line at the hours of the venue. `until` null: not at all. Draws text only.
 */
export function RefundRule({ until, timeZone }: { until: string | null; timeZone: string }) {
  const w = useWords(saleTermsWords).rule;
  const language = useLanguage();
  const nowMs = useServerNowMs();
  if (until === null) return w.firm;
  const date = formatDate(until, timeZone, 'full', language);
  return Date.parse(until) > nowMs ? w.until(date) : w.over(date);
}
