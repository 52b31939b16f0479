import type { Payment } from '@og-tickets/contract/payments.ts';
import { useEffect } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { useLanguage } from '../../words/language.ts';
import { declinedWords, PaymentDeclined } from './payment-declined.tsx';
import { noteTry } from './tried-payment.ts';

/**
 * Leads to the page of the bank that takes the card, and says what became of the last try. Pressing twice, coming back and
 * a second tab are harmless: the bank takes the money of a payment once.
 */
export function HostedCheckout({ payment, url }: { payment: Payment; url: string }) {
  const w = useWords(buyingWords).payment;
  const language = useLanguage();
  const offline = useOffline();
  const { status, reason } = payment;
  useEffect(() => {
    if (status === 'failed') announce(declinedWords(reason, w), 'assertive');
  }, [status, reason, w]);
  const waits = status === 'requires_action';
  const action = waits ? w.challengeResume : w.pay(formatMoney(payment.amount, language));
  return (
    <Card as="section" labelledBy="banque">
      <h2 id="banque" className="heading mb-4 text-24">
        {w.bank}
      </h2>
      <div className="flex flex-col gap-5">
        {waits ? (
          <Banner tone="warn" title={w.challengeTitle}>
            {w.challengeText}
          </Banner>
        ) : null}
        {status === 'failed' ? <PaymentDeclined reason={reason} /> : null}
        <p>{w.bankText}</p>
        {offline ? (
          <>
            <p className="text-16 font-semibold">{w.offline}</p>
            <Button wide disabled>
              {action}
            </Button>
          </>
        ) : (
          <ButtonAnchor href={`${url}?lang=${language}`} wide onClick={() => noteTry(payment.id)}>
            {action}
          </ButtonAnchor>
        )}
      </div>
    </Card>
  );
}
