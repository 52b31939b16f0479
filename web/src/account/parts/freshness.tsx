import { useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { formatDate } from '../../ui/format.tsx';
import { deviceClock, deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';

const oldAfterMs = 24 * 3_600_000;

/** When tickets were last read from the server (milliseconds since 1970); what failed to be read again, or is a day old, stands out. */
export function Freshness({ atMs, failed }: { atMs: number; failed: boolean }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  const [openedAtMs] = useState(() => Date.now());
  const nowMs = Math.max(openedAtMs, atMs);
  const at = new Date(atMs).toISOString();
  const isToday = deviceClock(at).slice(0, 10) === deviceClock(new Date(nowMs).toISOString()).slice(0, 10);
  const moment = w.moment(formatDate(at, deviceTimeZone(), isToday ? 'time' : 'short', language), isToday);
  const isOld = nowMs - atMs > oldAfterMs;
  return (
    <div className="mt-4 max-w-md text-16 text-muted">
      {failed || isOld ? (
        <Banner tone="warn">{failed ? w.stale(moment) : w.upToDate(moment)}</Banner>
      ) : (
        w.upToDate(moment)
      )}
    </div>
  );
}
