import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { useEffect, useMemo, useState } from 'react';
import { useClockOffsetMs } from '../../api/server-clock.ts';

/** How often the clock is looked at: a code changes every 15 s. */
const LOOK_MS = 500;

/** The text to show now, by the server's clock; undefined when the codes that the page holds are over. */
export function useShownText(code: Exclude<TicketCode, { kind: 'none' }>): string | undefined {
  const offsetMs = useClockOffsetMs();
  const [nowMs, setNowMs] = useState(() => Date.now());
  const rotating = useMemo(() => (code.kind === 'rotating' ? showableCode(code) : null), [code]);
  useEffect(() => {
    if (rotating === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, [rotating]);
  const second = Math.floor((nowMs + offsetMs) / 1000);
  const rotated = useMemo(() => (rotating === null ? undefined : textToShow(rotating, second)), [rotating, second]);
  return code.kind === 'static' ? code.text : rotated;
}
