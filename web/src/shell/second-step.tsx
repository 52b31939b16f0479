import type { MfaRequired } from '@og-tickets/contract/accounts.ts';
import { useEffect, useRef } from 'react';
import { finishWithCode, finishWithPasskey } from '../api/second-step.ts';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { securityWords } from '../words/security.ts';
import { ProofForm } from './proof-form.tsx';

/** The second step of a login whose password was right. `onBack` starts it again. */
export function SecondStep({
  waiting,
  onBack,
  onDone,
}: {
  waiting: MfaRequired;
  onBack: () => void;
  onDone?: () => void;
}) {
  const w = useWords(securityWords).login;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    announce(w.lead);
  }, [w]);
  const { mfaToken, methods } = waiting;
  return (
    <section className="flex flex-col gap-5">
      <h2 ref={heading} tabIndex={-1} className="heading text-24">
        {w.title}
      </h2>
      <p>{w.lead}</p>
      <ProofForm
        methods={methods}
        onText={(code) => finishWithCode(mfaToken, code).then(onDone)}
        onPasskey={() => finishWithPasskey(mfaToken).then(onDone)}
      />
      <Button variant="quiet" icon="arrowLeft" className="self-start" onClick={onBack}>
        {w.back}
      </Button>
    </section>
  );
}
