import { useEffect, useState, useSyncExternalStore } from 'react';

/** A change of the difference below this is the rounding of the Date header, not another clock. */
const TOLERANCE_MS = 1500;

let offsetMs = 0;
const listeners = new Set<() => void>();

/** Takes the server's time from a reply: a Date header (whole seconds) or an instant of the contract. */
export function noteServerTime(value: string | null): void {
  const serverMs = value === null ? Number.NaN : Date.parse(value);
  if (Number.isNaN(serverMs)) return;
  const next = serverMs - Date.now();
  if (Math.abs(next - offsetMs) < TOLERANCE_MS) return;
  offsetMs = next;
  for (const listener of listeners) listener();
}

/** The server's time now, in ms since 1970, as well as the last reply tells it. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** Milliseconds to add to this device's clock to have the server's, for `Countdown`. */
export function useClockOffsetMs(): number {
  return useSyncExternalStore(subscribe, offset, offset);
}

/** The server's time when the component appeared, in ms since 1970: enough to tell days apart, and the same at each draw. */
export function useServerNowMs(): number {
  const clockOffsetMs = useClockOffsetMs();
  const [openedAtMs] = useState(() => Date.now());
  return openedAtMs + clockOffsetMs;
}

/** A clock on a page that stays open, such as an installed one, is looked at this often. */
const LOOK_MS = 60_000;

/** The server's time, in ms since 1970, a minute old at most, and read again whenever the page comes back into sight. */
export function useServerMinuteMs(): number {
  const clockOffsetMs = useClockOffsetMs();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const look = () => setNowMs(Date.now());
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return nowMs + clockOffsetMs;
}

const offset = () => offsetMs;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
