import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { memo, useRef, useState } from 'react';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime, formatDate } from '../../ui/format.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { useLanguage } from '../../words/language.ts';
import { scannerWords } from '../../words/scanner.ts';
import type { Scan, ScanFate } from '../scanning/desk.ts';
import { UndoScan } from './undo-scan.tsx';
import { useScanWords } from './verdict.tsx';

const LOOKS: Record<ScanResult['verdict'], { tone: Tone; icon: IconName }> = {
  admitted: { tone: 'ok', icon: 'check' },
  refused: { tone: 'danger', icon: 'cross' },
  check: { tone: 'warn', icon: 'alert' },
};
const FATES: Partial<Record<ScanFate, { tone: Tone; icon: IconName }>> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  conflict: { tone: 'danger', icon: 'alert' },
  quarantined: { tone: 'warn', icon: 'alert' },
  rejected: { tone: 'warn', icon: 'alert' },
  undone: { tone: 'neutral', icon: 'ban' },
};

/** The last scans of this desk, newest first; a supervisor may take one back. */
export function LastScans(props: {
  scans: readonly Scan[];
  timeZone: string;
  /** May this person undo? */
  supervisor: boolean;
  onUndo: (scanId: string, reason: string) => Promise<void>;
}) {
  const { scans, timeZone, supervisor, onUndo } = props;
  const w = useWords(gateWords).desk;
  const { undo } = useWords(scannerWords);
  const [undoing, setUndoing] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const takeBack = async (scanId: string, reason: string) => {
    await onUndo(scanId, reason);
    announce(undo.done);
    // The button that asked for it is gone with what it was for.
    setTimeout(() => heading.current?.focus());
  };
  return (
    <section aria-labelledby="derniers">
      <h2 id="derniers" ref={heading} tabIndex={-1} className="heading mb-3 text-20">
        {w.last}
      </h2>
      {scans.length === 0 ? <p className="text-muted">{w.lastNone}</p> : null}
      <ol className="flex flex-col gap-2">
        {scans.map((scan) => (
          <LastScan key={scan.id} scan={scan} timeZone={timeZone} onUndo={supervisor ? setUndoing : undefined} />
        ))}
      </ol>
      {undoing === undefined ? null : (
        <UndoScan onUndo={(reason) => takeBack(undoing, reason)} onClose={() => setUndoing(undefined)} />
      )}
    </section>
  );
}

/** One of them; drawn again only when it changes: dates in words take longer than a decision. */
const LastScan = memo(function LastScan(props: {
  scan: Scan;
  timeZone: string;
  onUndo: ((id: string) => void) | undefined;
}) {
  const { scan, timeZone, onUndo } = props;
  const s = useWords(scannerWords);
  const language = useLanguage();
  const { word, why } = useScanWords(timeZone)(scan);
  const { id, at, result, fate } = scan;
  const look = FATES[fate];
  const undoable = result.admittedPlaces > 0 && fate !== 'undone' && fate !== 'quarantined' && fate !== 'rejected';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card bg-paper px-4 py-3">
      <span className="figures text-muted">
        <DateTime at={at} timeZone={timeZone} show="time" />
      </span>
      <Badge tone={LOOKS[result.verdict].tone} icon={LOOKS[result.verdict].icon}>
        {word}
      </Badge>
      {look === undefined ? null : (
        <Badge tone={look.tone} icon={look.icon}>
          {s.fates[fate]}
        </Badge>
      )}
      <span>{result.holder ?? result.offerName}</span>
      <span className="text-muted">{fate === 'conflict' ? s.conflict : why}</span>
      {undoable && onUndo ? (
        <Button
          variant="secondary"
          aria-label={s.undo.openOf(formatDate(at, timeZone, 'time', language))}
          onClick={() => onUndo(id)}
          className="ml-auto min-h-18"
        >
          {s.undo.open}
        </Button>
      ) : null}
    </li>
  );
});
