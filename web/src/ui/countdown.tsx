import { useEffect, useRef, useState } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon } from './icon.tsx';
import { announce } from './live.tsx';

/** From this on the timer is coral and has another icon; who shows it says so in words. */
export const URGENT_SECONDS = 120;

interface CountdownProps {
  /** The server's deadline, ISO 8601. */
  deadline: string;
  /** Milliseconds to add to this device's clock to have the server's; see `useClockOffsetMs`. */
  clockOffsetMs: number;
  /** Called once when the deadline passes, or at once when it already has. */
  onEnd?: () => void;
}

/** Seconds left until `deadline` by the server's clock, never below 0; counts down each second. */
export function useSecondsLeft(deadline: string, clockOffsetMs: number): number {
  const left = () => secondsBetween(Date.now() + clockOffsetMs, deadline);
  const [now, setNow] = useState(left);
  useEffect(() => {
    const tick = () => setNow(secondsBetween(Date.now() + clockOffsetMs, deadline));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [deadline, clockOffsetMs]);
  return now;
}

/** `m:ss`, such as `14:05`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Time left to a deadline of the server. Screen readers hear of it at 5 minutes, at 1 minute and at the end only. */
export function Countdown({ deadline, clockOffsetMs, onEnd }: CountdownProps) {
  const w = useWords(commonWords);
  const seconds = useSecondsLeft(deadline, clockOffsetMs);
  const before = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const crossed = (mark: number) => before.current > mark && seconds <= mark && before.current !== Infinity;
    if (crossed(300)) announce(w.countdown.fiveMinutes);
    if (crossed(60)) announce(w.countdown.oneMinute);
    if (seconds === 0 && before.current > 0) {
      announce(w.countdown.over);
      onEnd?.();
    }
    before.current = seconds;
  }, [seconds, w, onEnd]);
  const urgent = seconds <= URGENT_SECONDS;
  return (
    <span
      role="timer"
      aria-live="off"
      className={`figures inline-flex items-center gap-1.5 font-semibold ${urgent ? 'text-coral' : 'text-ink'}`}
    >
      <Icon name={urgent ? 'alert' : 'clock'} size={20} />
      {seconds === 0 ? w.countdown.over : w.countdown.left(clockText(seconds))}
    </span>
  );
}

function secondsBetween(nowMs: number, deadline: string): number {
  return Math.max(0, Math.ceil((Date.parse(deadline) - nowMs) / 1000));
}
