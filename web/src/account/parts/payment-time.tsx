import { useEffect } from 'react';
import { useClockOffsetMs } from '../../api/server-clock.ts';
import { Banner } from '../../ui/banner.tsx';
import { useSecondsLeft } from '../../ui/countdown.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { HoldClock } from './hold-clock.tsx';

/** This long before the end the payer is warned, in sight and aloud. */
const WARN_SECONDS = 20;

/** The time that is left to pay. */
export function PaymentTime({ deadline, onEnd }: { deadline: string; onEnd: () => void }) {
  const w = useWords(buyingWords).payment;
  const seconds = useSecondsLeft(deadline, useClockOffsetMs());
  const warns = seconds > 0 && seconds <= WARN_SECONDS;
  useEffect(() => {
    if (warns) announce(`${w.soonTitle} ${w.soonText}`, 'assertive');
  }, [warns, w]);
  return (
    <div className="mb-6 flex flex-col gap-3">
      <HoldClock label={w.timeLeft} deadline={deadline} onEnd={onEnd} />
      {warns ? (
        <Banner tone="danger" title={w.soonTitle}>
          {w.soonText}
        </Banner>
      ) : null}
    </div>
  );
}
