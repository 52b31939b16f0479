import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { useEffect, useRef } from 'react';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { useLanguage } from '../../words/language.ts';
import type { Scan } from '../scanning/use-scans.ts';

type Verdict = ScanResult['verdict'];

/** An admission makes room for the next ticket by itself; everything else waits for a press. */
const ADMITTED_SHOWN_MS = 1_200;

const LOOKS: Record<Verdict, { background: string; shape: string }> = {
  admitted: { background: 'bg-gate-ok', shape: 'M12 52 40 80 92 24' },
  refused: { background: 'bg-gate-no', shape: 'M22 22 82 82M82 22 22 82' },
  check: { background: 'bg-gate-warn', shape: 'M52 16 94 88H10zM52 44v20M52 76v1' },
};

/** What to say about a result, in the language shown: the reason with what explains it. */
export function useResultWords(timeZone: string): (result: ScanResult) => string {
  const w = useWords(gateWords);
  const language = useLanguage();
  return (result) => {
    if (result.reason === 'already_used' && result.firstScan !== null) {
      return w.firstScan(formatDate(result.firstScan.at, timeZone, 'time', language), result.firstScan.gate);
    }
    if (result.reason === 'wrong_session' && result.otherSession !== null) {
      return `${w.reasons.wrong_session} ${w.otherSession(result.otherSession)}`;
    }
    return w.reasons[result.reason];
  };
}

/** The verdict over the whole screen: colour, shape, word, and what the controller needs to know. */
export function VerdictScreen({ scan, timeZone, onNext }: { scan: Scan; timeZone: string; onNext: () => void }) {
  const w = useWords(gateWords).verdict;
  const say = useResultWords(timeZone);
  const next = useRef<HTMLButtonElement>(null);
  const { result } = scan;
  const look = LOOKS[result.verdict];
  useEffect(() => {
    next.current?.focus();
    if (result.verdict !== 'admitted') return undefined;
    const timer = setTimeout(onNext, ADMITTED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result, onNext]);
  return (
    <div
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="verdict"
      data-verdict={result.verdict}
      className={`fixed inset-0 z-10 flex flex-col items-center justify-between gap-6 p-6 text-center text-white ${look.background}`}
    >
      <div className="flex flex-1 flex-col items-center justify-center gap-4">
        <svg viewBox="0 0 104 104" aria-hidden="true" className="size-40" fill="none" stroke="currentColor">
          <path d={look.shape} strokeWidth="13" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <h2 id="verdict" className="heading text-44">
          {w[result.verdict]}
        </h2>
        <p className="max-w-read text-24">{say(result)}</p>
        <Details result={result} />
      </div>
      <button
        ref={next}
        type="button"
        onClick={onNext}
        className="min-h-18 w-full max-w-md rounded-card border-4 border-white text-24 font-semibold [--focus:#fff]"
      >
        {w.next}
      </button>
    </div>
  );
}

function Details({ result }: { result: ScanResult }) {
  const w = useWords(gateWords).verdict;
  const { entries, places, holder, category, offerName, admittedPlaces } = result;
  const facts = [
    offerName,
    category === null ? null : w.category(category),
    admittedPlaces > 0 ? w.enters(admittedPlaces) : null,
    entries === null || places === null ? null : w.entriesOf(entries, places),
  ].filter((fact) => fact !== null);
  return (
    <>
      {facts.length > 0 ? <p className="figures text-24 font-semibold">{facts.join(' · ')}</p> : null}
      {holder === null ? null : (
        <p className="text-20">
          {w.holder} <strong>{holder}</strong>
        </p>
      )}
    </>
  );
}
