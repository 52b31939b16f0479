import { useEffect, useRef, useSyncExternalStore } from 'react';

let wanted = false;
let version = 0;
const listeners = new Set<() => void>();

/** Asks the next page heading (the mounted one included) to take the focus, as a page load would. */
export function wantHeadingFocus(): void {
  wanted = true;
  version += 1;
  for (const listener of listeners) listener();
}

/**
 * Shows the top and asks the heading to take the focus each time `step` becomes another: what one address shows after the other. Undefined
 * while the page does not know yet.
 */
export function useStepFocus(step: string | undefined): void {
  const before = useRef(step);
  useEffect(() => {
    if (step === undefined || step === before.current) return;
    if (before.current !== undefined) {
      // Another step begins at its top, however far down the one before was left.
      scrollTo(0, 0);
      wantHeadingFocus();
    }
    before.current = step;
  }, [step]);
}

const requests = () => version;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Ref for a page's h1. `text` is the heading's words: when the same page component stays for another address
 * (one session to the next), the focus moves once the new words are there.
 */
export function useHeadingFocus(text: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const request = useSyncExternalStore(subscribe, requests, requests);
  useEffect(() => {
    if (!wanted || !heading.current) return;
    wanted = false;
    heading.current.focus({ preventScroll: true });
    // Not read here: a new request or new words are when to look again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [request, text]);
  return heading;
}
