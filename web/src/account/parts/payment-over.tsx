import { useEffect } from 'react';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { StateMessage } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { commonWords } from '../../words/common.ts';

/** Nothing more can be paid here: too late, or given back. */
export function PaymentOver({ how, orderCode }: { how: 'expired' | 'refunded'; orderCode: string }) {
  const w = useWords(buyingWords).payment;
  const { actions } = useWords(commonWords);
  const expired = how === 'expired';
  // The form that had the focus is gone.
  useEffect(() => wantHeadingFocus(), []);
  return (
    <StateMessage
      icon={expired ? 'clock' : 'info'}
      title={expired ? w.expiredTitle : w.refundedTitle}
      actions={
        <>
          {expired ? <ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink> : null}
          <ButtonLink to="/commandes/$orderCode" params={{ orderCode }} variant="secondary">
            {w.seeOrder}
          </ButtonLink>
        </>
      }
    >
      {expired ? w.expiredText : w.refundedText}
    </StateMessage>
  );
}
