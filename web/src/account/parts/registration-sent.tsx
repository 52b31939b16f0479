import { limits } from '@og-tickets/contract/limits.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { Button } from '../../ui/button.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { DemoMailbox } from './demo-mailbox.tsx';
import { ResendActivation } from './resend-activation.tsx';

interface RegistrationSentProps {
  email: string;
  /** As it was typed; empty after a reload, when the mail can no longer be asked for again here. */
  password: string;
  onCorrect: () => void;
}

/** The account was asked for: where the mail went and what to do next. */
export function RegistrationSent({ email, password, onCorrect }: RegistrationSentProps) {
  const w = useWords(accountWords).register.sent;
  const cart = useQuery(cartQuery);
  const hasCart = (cart.data?.lines.length ?? 0) > 0;
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading
        title={w.title}
        lead={
          <>
            {w.wrote} <strong className="wrap-anywhere text-ink">{email}</strong>.
          </>
        }
      />
      <div className="flex max-w-read flex-col items-start gap-4">
        <p>
          {w.next(limits.activationHours)} {hasCart ? w.cart : null}
        </p>
        <DemoMailbox />
        <p className="text-muted">{w.nothing}</p>
        {password === '' ? null : <ResendActivation email={email} password={password} />}
        <Button variant="secondary" onClick={onCorrect}>
          {w.correct}
        </Button>
      </div>
    </>
  );
}
