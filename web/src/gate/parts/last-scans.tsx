import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { DateTime } from '../../ui/format.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import type { Scan } from '../scanning/use-scans.ts';
import { useResultWords } from './verdict.tsx';

const LOOKS: Record<ScanResult['verdict'], { tone: Tone; icon: IconName }> = {
  admitted: { tone: 'ok', icon: 'check' },
  refused: { tone: 'danger', icon: 'cross' },
  check: { tone: 'warn', icon: 'alert' },
};

/** The last scans of this device, newest first. */
export function LastScans({ scans, timeZone }: { scans: readonly Scan[]; timeZone: string }) {
  const words = useWords(gateWords);
  const say = useResultWords(timeZone);
  return (
    <section aria-labelledby="derniers">
      <h2 id="derniers" className="heading mb-3 text-20">
        {words.desk.last}
      </h2>
      {scans.length === 0 ? <p className="text-muted">{words.desk.lastNone}</p> : null}
      <ol className="flex flex-col gap-2">
        {scans.map(({ id, at, result }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card bg-paper px-4 py-3">
            <span className="figures text-muted">
              <DateTime at={at} timeZone={timeZone} show="time" />
            </span>
            <Badge tone={LOOKS[result.verdict].tone} icon={LOOKS[result.verdict].icon}>
              {words.verdict[result.verdict]}
            </Badge>
            <span>{result.holder}</span>
            <span className="text-muted">{say(result)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
