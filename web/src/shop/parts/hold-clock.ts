import { formatDate } from '../../ui/format.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useLanguage } from '../../words/language.ts';

/** The hour at which a hold ends, on the visitor's own clock: a hold is kept where they are, not at the venue. */
export function useHoldClock(at: string | null): string | undefined {
  const language = useLanguage();
  return at === null ? undefined : formatDate(at, deviceTimeZone(), 'time', language);
}
