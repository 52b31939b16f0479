import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { useEffect, useRef } from 'react';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { useLanguage } from '../../words/language.ts';
import { scannerWords } from '../../words/scanner.ts';
import type { Scan } from '../scanning/desk.ts';
import { useOverEverything } from './over-everything.ts';

/** An admission makes room for the next ticket by itself; everything else waits for a press. */
const ADMITTED_SHOWN_MS = 1_200;

/** Somebody waits for the colour: what makes the browser lay out the page anew comes after it. Returns how to cancel. */
function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Colour and shape of a verdict; somebody who leaves has their own. */
type Look = ScanResult['verdict'] | 'exit';

const LOOKS: Record<Look, { background: string; shape: string }> = {
  admitted: { background: 'bg-gate-ok', shape: 'M12 52 40 80 92 24' },
  refused: { background: 'bg-gate-no', shape: 'M22 22 82 82M82 22 22 82' },
  check: { background: 'bg-gate-warn', shape: 'M52 16 94 88H10zM52 44v20M52 76v1' },
  exit: { background: 'bg-gate-info', shape: 'M14 52h74M58 22l30 30-30 30' },
};

function lookOf({ result, direction }: Pick<Scan, 'result' | 'direction'>): Look {
  return result.verdict === 'admitted' && direction === 'out' ? 'exit' : result.verdict;
}

/** What to say about a scan, in the language shown: the word of its verdict and the reason with what explains it. */
export function useScanWords(timeZone: string): (scan: Pick<Scan, 'result' | 'direction' | 'ask'>) => {
  word: string;
  why: string;
} {
  const w = useWords(gateWords);
  const s = useWords(scannerWords).verdict;
  const language = useLanguage();
  /** What the gate does now, where the reason alone does not say it. */
  const next: Partial<Record<ScanResult['reason'], string>> = w.next;
  const whyOf = (result: ScanResult, ask: number | null): string => {
    if (ask !== null) return result.reason === 'stale_code' ? s.askClock : s.askUnknown;
    if (result.reason === 'already_used' && result.firstScan !== null) {
      const first = w.firstScan(formatDate(result.firstScan.at, timeZone, 'time', language), result.firstScan.gate);
      return `${first} ${s.callSupervisor}`;
    }
    const other = result.reason === 'wrong_session' ? result.otherSession : null;
    const sentences = [
      w.reasons[result.reason],
      other === null ? '' : w.otherSession(other),
      next[result.reason] ?? '',
    ];
    return sentences.filter((sentence) => sentence !== '').join(' ');
  };
  return (scan) => {
    const look = lookOf(scan);
    return { word: look === 'exit' ? s.exit : w.verdict[look], why: whyOf(scan.result, scan.ask) };
  };
}

/** The verdict over the whole screen: colour, shape, word, and what the controller needs to know. */
export function VerdictScreen(props: {
  scan: Scan;
  timeZone: string;
  onNext: () => void;
  onAnswer: (letIn: boolean) => void;
}) {
  const { scan, timeZone, onNext, onAnswer } = props;
  const w = useWords(gateWords).verdict;
  const s = useWords(scannerWords).verdict;
  const { word, why } = useScanWords(timeZone)(scan);
  const { result, ask, direction } = scan;
  const look = lookOf(scan);
  const said = `${word}. ${why}`;
  const box = useOverEverything();
  useEffect(() => afterPaint(() => announce(said, 'assertive')), [said]);
  useEffect(() => {
    if (result.verdict !== 'admitted') return undefined;
    const timer = setTimeout(onNext, ADMITTED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result, onNext]);
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="verdict"
      aria-describedby="verdict-raison"
      data-verdict={result.verdict}
      className={`fixed inset-0 z-10 flex flex-col items-center justify-between gap-6 overflow-y-auto p-6 text-center text-white ${LOOKS[look].background}`}
    >
      <div className="flex flex-1 flex-col items-center justify-center gap-4">
        <svg
          viewBox="0 0 104 104"
          aria-hidden="true"
          className="size-[min(10rem,30dvh)] shrink-0"
          fill="none"
          stroke="currentColor"
        >
          <path d={LOOKS[look].shape} strokeWidth="13" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <h2 id="verdict" className="heading text-44">
          {word}
        </h2>
        <p id="verdict-raison" className="max-w-read text-24">
          {why}
        </p>
        <Details result={result} direction={direction} />
      </div>
      <div className="flex w-full max-w-md flex-col gap-4">
        {ask === null ? (
          <Action label={w.next} focused onPress={onNext} />
        ) : (
          <>
            <Action label={s.keepOut} focused onPress={() => onAnswer(false)} />
            <Action label={direction === 'in' ? s.letIn(ask) : s.letOut(ask)} onPress={() => onAnswer(true)} />
          </>
        )}
      </div>
    </div>
  );
}

function Action({ label, focused = false, onPress }: { label: string; focused?: boolean; onPress: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    return focused ? afterPaint(() => button.current?.focus()) : undefined;
  }, [focused]);
  return (
    <button
      ref={button}
      type="button"
      onClick={onPress}
      className="min-h-18 w-full rounded-card border-4 border-white px-3 text-24 font-semibold [--focus:#fff]"
    >
      {label}
    </button>
  );
}

function Details({ result, direction }: Pick<Scan, 'result' | 'direction'>) {
  const w = useWords(gateWords).verdict;
  const s = useWords(scannerWords).verdict;
  const { entries, places, holder, category, offerName, admittedPlaces, reason } = result;
  const goes = direction === 'in' ? w.enters(admittedPlaces) : s.leaves(admittedPlaces);
  const left = reason === 'ok_partial' && places !== null && entries !== null ? places - entries : 0;
  // The numbers of one who goes through are in the line of their own below.
  const counts =
    admittedPlaces > 0 || entries === null || places === null ? null : w.entriesOf(Math.min(entries, places), places);
  const facts = [offerName, category === null ? null : w.category(category), counts].filter((fact) => fact !== null);
  return (
    <>
      {facts.length > 0 ? (
        <p className="figures text-24 font-semibold">
          {facts.map((fact, at) => (
            <span key={fact}>
              {at > 0 ? ' · ' : null}
              <span className="whitespace-nowrap">{fact}</span>
            </span>
          ))}
        </p>
      ) : null}
      {admittedPlaces > 0 ? (
        <p className="figures heading text-32">{left > 0 ? `${goes}, ${s.left(left)}` : goes}</p>
      ) : null}
      {holder === null ? null : (
        <p className="text-20">
          {w.holder} <strong>{holder}</strong>
        </p>
      )}
    </>
  );
}
