import { startTransition, useEffect, useState } from 'react';

/** What comes into sight now is drawn by this browser alone. */
let isDrawnHere = false;

/** Says that the page which the server drew is left, or that there was none: whatever comes into sight now was never drawn by it. */
export function drawAlone(): void {
  isDrawnHere = true;
}

/** False in what the server drew, until the browser has taken it over: what would do nothing yet is switched off until then. */
export function useHydrated(): boolean {
  const [isHydrated, setIsHydrated] = useState(isDrawnHere);
  useEffect(() => {
    // In pieces: a long list has many of these.
    startTransition(() => setIsHydrated(true));
  }, []);
  return isHydrated;
}
