import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';

/** The order number, big enough to be read out, with a button to copy it. */
export function CopyCode({ code }: { code: string }) {
  const w = useWords(buyingWords).confirmation;
  const [copied, setCopied] = useState(false);
  // Browsers give the clipboard to secure pages only; elsewhere the number can still be selected.
  const canCopy = 'clipboard' in navigator;
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    announce(w.copied);
  };
  return (
    <div>
      <p className="text-16 text-muted">{w.code}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="code text-32 select-all sm:text-44">{code}</span>
        {canCopy ? (
          <Button variant="quiet" icon={copied ? 'check' : 'copy'} onClick={() => void copy().catch(() => undefined)}>
            {copied ? w.copied : w.copy}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
