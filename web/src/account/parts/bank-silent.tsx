import type { Payment } from '@og-tickets/contract/payments.ts';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { formatDate } from '../../ui/format.tsx';
import { Icon } from '../../ui/icon.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { commonWords } from '../../words/common.ts';
import { useLanguage } from '../../words/language.ts';
import { isBeingPrepared } from './order-queries.ts';
import { PaymentNews } from './payment-news.tsx';

/**
 * The bank does not answer, and no card was tried from here: what that means for the money, until when the places are kept, and
 * trying again. The page asks again by itself, too.
 */
export function BankSilent({ payment, onRetry }: { payment: Payment; onRetry: () => Promise<unknown> }) {
  const w = useWords(buyingWords).payment;
  const { actions } = useWords(commonWords);
  const language = useLanguage();
  const retry = useMutation({ mutationFn: onRetry });
  const { expiresAt } = payment;
  const until = expiresAt ? w.silentUntil(formatDate(expiresAt, deviceTimeZone(), 'time', language)) : '';
  // Before the bank has opened a charge nobody can have paid it.
  const money = isBeingPrepared(payment) ? w.silentUnbegun : w.silentOpen;
  return (
    <PaymentNews mark={<Icon name="alert" />} title={w.silentTitle} text={`${money} ${until}`.trim()}>
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {actions.retry}
      </Button>
      <p className="text-16 text-muted">{w.silentAgain}</p>
    </PaymentNews>
  );
}
