import type { Payment } from '@og-tickets/contract/payments.ts';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import type { BuyingWords } from '../../words/fr/buying.ts';

/** The bank said no: nothing was taken, and what to do next. */
export function PaymentDeclined({ reason }: { reason: Payment['reason'] }) {
  const w = useWords(buyingWords).payment;
  return (
    <Banner tone="danger" title={`${titleFor(reason, w)} ${w.nothingTaken}`}>
      {adviceFor(reason, w)}
    </Banner>
  );
}

/** The same in one sentence, to be spoken. */
export function declinedWords(reason: Payment['reason'], w: BuyingWords['payment']): string {
  return `${titleFor(reason, w)} ${w.nothingTaken} ${adviceFor(reason, w)}`;
}

function titleFor(reason: Payment['reason'], w: BuyingWords['payment']): string {
  if (reason === 'authentication_failed') return w.challengeFailedTitle;
  return reason === 'authentication_abandoned' ? w.challengeAbandonedTitle : w.declinedTitle;
}

function adviceFor(reason: Payment['reason'], w: BuyingWords['payment']): string {
  if (reason === 'order_expired') return w.expiredText;
  return w.declined[reason ?? 'card_declined'];
}
