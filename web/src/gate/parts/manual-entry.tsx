import { limits } from '@og-tickets/contract/limits.ts';
import { type SubmitEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import { Keypad } from './keypad.tsx';

/** A field for codes, of a reader or by hand, with big keys for those who have none. */
export function ManualEntry({ onCode, sending }: { onCode: (text: string) => void; sending: boolean }) {
  const w = useWords(gateWords).desk;
  const keypad = useWords(scannerWords).keypad;
  const [text, setText] = useState('');
  const [keys, setKeys] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onCode(text);
    setText('');
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        label={w.manual}
        hint={w.manualHint}
        value={text}
        maxLength={limits.scannedCodeMaxCharacters}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="code min-h-18"
        data-codes=""
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex gap-3">
        <Button type="submit" variant="secondary" loading={sending} className="min-h-18 grow">
          {w.check}
        </Button>
        <Button variant="quiet" onClick={() => setKeys(true)} className="min-h-18">
          {keypad.open}
        </Button>
      </div>
      {keys ? <Keypad onCode={onCode} onClose={() => setKeys(false)} /> : null}
    </form>
  );
}
