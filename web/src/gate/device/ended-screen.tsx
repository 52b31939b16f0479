import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { StateMessage } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';
import { closeNotice } from './kept.ts';

/** The scanner is out of service: what was wiped, and what still has to be sent before the rest is. */
export function EndedScreen(props: {
  why: 'revoked' | 'ended';
  waiting?: number;
  lost?: boolean;
  children?: ReactNode;
}) {
  const { why, waiting, lost = false, children } = props;
  const w = useWords(scannerWords).ended;
  const isWiped = waiting === undefined;
  return (
    <StateMessage
      level={1}
      icon="ban"
      title={why === 'revoked' ? w.revokedTitle : w.endedTitle}
      actions={
        isWiped ? (
          <Button onClick={closeNotice} className="min-h-18">
            {w.close}
          </Button>
        ) : null
      }
    >
      <p>{why === 'revoked' ? w.revokedText : w.endedText}</p>
      <p role="status" className="mt-3 font-semibold text-ink">
        {isWiped ? w.wiped : w.sending(waiting)}
      </p>
      {lost ? <p className="mt-3 font-semibold text-coral">{w.lost}</p> : null}
      {children ? <div className="mt-5">{children}</div> : null}
    </StateMessage>
  );
}
