import { useEffect, useRef } from 'react';
import type { ApiError } from '../api/api-error.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useSecondsLeft } from '../ui/countdown.tsx';
import { announce } from '../ui/live.tsx';
import { StateMessage } from '../ui/states.tsx';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';

/** Without a word from the server. */
const USUAL_WAIT_SECONDS = 3;
/** Each try in vain makes the next wait longer, up to this many times. */
const LONGEST_FACTOR = 6;
/** Without a refusal for this long the waits start anew. */
const FORGET_AFTER_MS = 60_000;

const deadlines = new WeakMap<ApiError, string>();
let tries = 0;
let refusedAtMs = 0;

/** When to try again after this refusal, always the same: a little apart from other pages, and later each time. */
function deadlineOf(error: ApiError): string {
  const known = deadlines.get(error);
  if (known) return known;
  const nowMs = Date.now();
  if (nowMs - refusedAtMs > FORGET_AFTER_MS) tries = 0;
  const factor = Math.min(1.5 ** tries, LONGEST_FACTOR) * (1 + Math.random() / 2);
  const waitMs = (error.retryAfterSeconds ?? USUAL_WAIT_SECONDS) * factor * 1000;
  tries += 1;
  refusedAtMs = nowMs;
  const deadline = new Date(nowMs + waitMs).toISOString();
  deadlines.set(error, deadline);
  return deadline;
}

interface CrowdedProps {
  /** A refusal `overloaded`; each try that fails brings another one. */
  error: ApiError;
  onRetry: () => void;
}

/** Instead of a page: the shop is overrun. Counts down to the next try and makes it by itself. */
export function CrowdedState(props: CrowdedProps) {
  const w = useWords(commonWords).crowded;
  return (
    <StateMessage icon="clock" title={w.title} actions={<RetryNow onRetry={props.onRetry} />}>
      <p>{w.text}</p>
      <NextTry {...props} />
    </StateMessage>
  );
}

/** The same beside what stays on the page. Never for money: a payment is only ever sent by who pays. */
export function CrowdedBanner(props: CrowdedProps) {
  const w = useWords(commonWords).crowded;
  return (
    <Banner tone="warn" title={w.title} actions={<RetryNow onRetry={props.onRetry} />}>
      <p>{w.text}</p>
      <NextTry {...props} />
    </Banner>
  );
}

function RetryNow({ onRetry }: { onRetry: () => void }) {
  const w = useWords(commonWords).crowded;
  return (
    <Button variant="secondary" onClick={onRetry}>
      {w.now}
    </Button>
  );
}

/** Counts down in figures; a screen reader hears once that it is crowded, not each second. */
function NextTry({ error, onRetry }: CrowdedProps) {
  const w = useWords(commonWords).crowded;
  const deadline = deadlineOf(error);
  const seconds = useSecondsLeft(deadline, 0);
  const tried = useRef<string>(undefined);
  useEffect(() => announce(w.title), [w.title]);
  useEffect(() => {
    if (seconds > 0 || tried.current === deadline) return undefined;
    const retry = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', retry);
      tried.current = deadline;
      onRetry();
    };
    document.addEventListener('visibilitychange', retry);
    retry();
    return () => document.removeEventListener('visibilitychange', retry);
  }, [seconds, deadline, onRetry]);
  return (
    <p role="timer" aria-live="off" className="figures mt-2 font-semibold text-ink">
      {seconds > 0 ? w.next(seconds) : w.trying}
    </p>
  );
}
