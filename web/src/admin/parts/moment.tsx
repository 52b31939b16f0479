import { formatDate, type DateShow } from '../../ui/format.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useLanguage } from '../../words/language.ts';

/** A moment in the time zone of this computer, which the page names. */
export function Moment({ at, show = 'short' }: { at: string; show?: DateShow }) {
  const language = useLanguage();
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {formatDate(at, deviceTimeZone(), show, language)}
    </time>
  );
}
