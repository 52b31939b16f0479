import { useClockOffsetMs } from '../../api/server-clock.ts';
import { Countdown, URGENT_SECONDS, useSecondsLeft } from '../../ui/countdown.tsx';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { useLanguage } from '../../words/language.ts';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/** The server's clock is known to about this much: asked earlier, it may say that the deadline is still ahead. */
const CLOCK_DOUBT_MS = 1500;

/**
 * Time left to a deadline, and the hour on the clock. `label` says for what; `onEnd` runs when it has surely passed. Towards the
 * end it says so in colour, by another icon and in words.
 */
export function HoldClock({ label, deadline, onEnd }: { label: string; deadline: string; onEnd: () => void }) {
  const w = useWords(buyingWords).recap;
  const language = useLanguage();
  const clockOffsetMs = useClockOffsetMs();
  const seconds = useSecondsLeft(deadline, clockOffsetMs);
  const urgent = seconds > 0 && seconds <= URGENT_SECONDS;
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-field border px-4 py-2.5 ${
        urgent ? 'border-coral bg-coral-tint' : 'border-line bg-paper'
      }`}
    >
      <span>
        {label} {w.until(formatDate(deadline, deviceTimeZone(), 'time', language))}
        {urgent ? <strong className="block font-semibold text-coral">{w.urgent}</strong> : null}
      </span>
      <Countdown deadline={deadline} clockOffsetMs={clockOffsetMs} onEnd={() => setTimeout(onEnd, CLOCK_DOUBT_MS)} />
    </div>
  );
}
