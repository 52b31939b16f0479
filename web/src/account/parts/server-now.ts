import { useState } from 'react';
import { useClockOffsetMs } from '../../api/server-clock.ts';

/** The server's time when the component appeared, in ms since 1970: enough to tell days apart, and the same at each draw. */
export function useServerNowMs(): number {
  const offsetMs = useClockOffsetMs();
  const [openedAtMs] = useState(() => Date.now());
  return openedAtMs + offsetMs;
}
