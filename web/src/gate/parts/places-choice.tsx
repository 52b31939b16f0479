import { parseTicketCode } from '@og-tickets/contract/rules/ticket-code/parse.ts';
import { readTypedCode } from '@og-tickets/contract/rules/ticket-code/typed-code.ts';
import { useEffect, useRef } from 'react';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import { Choice } from './choice.tsx';
import { useEscape, useOverEverything } from './over-everything.ts';

/** How many places of a group go through: all that can, so many, or as the controller says for each ticket. */
export type PlacesRule = 'all' | '1' | '2' | '3' | 'ask';

/** How many places of a group go through with the next scan. */
export function PlacesChoice({ rule, onChange }: { rule: PlacesRule; onChange: (rule: PlacesRule) => void }) {
  const w = useWords(gateWords).desk;
  const s = useWords(scannerWords).places;
  const options = [
    { value: 'all', label: w.allPlaces },
    { value: '1', label: '1' },
    { value: '2', label: '2' },
    { value: '3', label: '3' },
    { value: 'ask', label: s.ask },
  ] as const;
  return <Choice legend={w.places} name="places" options={options} value={rule} onChange={onChange} />;
}

/** Places that a code is for, as it says itself: what to ask by, nothing is proved by it. */
export function placesOfCode(text: string): number {
  const parsed = parseTicketCode(readTypedCode(text));
  return parsed.ok ? parsed.record.places : 1;
}

/** Asks over the whole screen how many people of a group go through. */
export function AskPlaces({ places, onChosen }: { places: number; onChosen: (places: number | null) => void }) {
  const w = useWords(scannerWords).places;
  const first = useRef<HTMLButtonElement>(null);
  const box = useOverEverything();
  useEscape(() => onChosen(null));
  useEffect(() => first.current?.focus(), []);
  const counts = Array.from({ length: Math.min(places, 8) }, (_, index) => index + 1);
  return (
    <div
      ref={box}
      role="dialog"
      aria-modal="true"
      aria-labelledby="combien"
      className="fixed inset-0 z-10 flex flex-col gap-6 overflow-y-auto bg-gate-info p-6 text-center text-white"
    >
      <div className="flex flex-1 flex-col items-center justify-center gap-6">
        <h2 id="combien" className="heading text-32">
          {w.howMany}
        </h2>
        <p className="text-20">{w.ticketOf(places)}</p>
        <div className="grid w-full max-w-md grid-cols-2 gap-4">
          {counts.map((count) => (
            <button
              key={count}
              ref={count === 1 ? first : undefined}
              type="button"
              onClick={() => onChosen(count)}
              className={`min-h-24 rounded-card border-4 border-white text-32 font-semibold [--focus:#fff] ${count === places || (count === places - 1 && count % 2 === 1) ? 'col-span-2' : ''}`}
            >
              {count === places && count > 1 ? w.all(count) : count}
            </button>
          ))}
        </div>
      </div>
      <button
        type="button"
        onClick={() => onChosen(null)}
        className="mx-auto min-h-18 w-full max-w-md rounded-card border-2 border-white text-20 font-semibold [--focus:#fff]"
      >
        {w.cancel}
      </button>
    </div>
  );
}
