import { BASE45_ALPHABET } from '@og-tickets/contract/rules/base45.ts';
import { STATIC_TEXT_LENGTH } from '@og-tickets/contract/rules/ticket-code/format.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';

/** What every code starts with: nobody has to type it. */
const START = 'OG1:';
/** The space of a code is printed as this, so that it is seen. */
const SHOWN_SPACE = '_';
const KEYS = Array.from(BASE45_ALPHABET, (key) => (key === ' ' ? SHOWN_SPACE : key));

/** Big keys for the code that is printed under the QR code of a paper ticket. */
export function Keypad({ onCode, onClose }: { onCode: (text: string) => void; onClose: () => void }) {
  const w = useWords(scannerWords).keypad;
  const [typed, setTyped] = useState(START);
  const check = () => {
    onCode(typed);
    onClose();
  };
  return (
    <Dialog open sheet title={w.title} onClose={onClose}>
      <div className="-mx-4 flex flex-col gap-4">
        <output aria-label={w.typed} className="code min-h-18 rounded-field border border-field p-3 text-20 break-all">
          {typed.replace(/.{4}/g, '$& ')}
        </output>
        <p className="figures text-muted">{w.count(typed.length, STATIC_TEXT_LENGTH)}</p>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-1">
          {KEYS.map((key) => (
            <button
              key={key}
              type="button"
              aria-label={key === SHOWN_SPACE ? w.space : key}
              onClick={() => setTyped((before) => (before + key).slice(0, STATIC_TEXT_LENGTH))}
              className="code min-h-18 rounded-field border border-field bg-page text-24"
            >
              {key}
            </button>
          ))}
        </div>
        <div className="flex flex-wrap gap-3">
          <Button
            variant="secondary"
            onClick={() => setTyped((before) => (before.length > START.length ? before.slice(0, -1) : before))}
            className="min-h-18 grow"
          >
            {w.back}
          </Button>
          <Button variant="quiet" onClick={() => setTyped(START)} className="min-h-18">
            {w.clear}
          </Button>
        </div>
        <Button onClick={check} className="min-h-18">
          {w.check}
        </Button>
      </div>
    </Dialog>
  );
}
