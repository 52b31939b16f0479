import { listOrders } from '@og-tickets/contract/orders.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { useLogin } from '../../api/login.ts';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { formatDate, formatMoney } from '../../ui/format.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { commonWords } from '../../words/common.ts';
import { useLanguage } from '../../words/language.ts';
import { deviceTimeZone } from '../../ui/time-zone.ts';

/**
 * An empty cart at the checkout. Ordering empties it, so somebody who came back from the payment, or whose order's reply
 * was lost, finds that order here.
 */
export function NothingToOrder() {
  const w = useWords(buyingWords).checkout;
  const { actions } = useWords(commonWords);
  return (
    <div className="flex flex-col gap-6">
      <PendingOrder />
      <EmptyState
        icon="cart"
        title={w.emptyTitle}
        actions={<ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink>}
      >
        {w.emptyText}
      </EmptyState>
    </div>
  );
}

function PendingOrder() {
  const w = useWords(buyingWords).checkout;
  const language = useLanguage();
  const login = useLogin();
  const latest = useQuery({
    queryKey: ['orders', 'latest'],
    queryFn: ({ signal }) => call(listOrders, { query: { limit: 5 }, signal }),
    enabled: login.status === 'in',
  });
  const order = latest.data?.items.find(({ status }) => status === 'pending');
  if (!order) return null;
  const until = order.expiresAt ? formatDate(order.expiresAt, deviceTimeZone(), 'time', language) : undefined;
  return (
    <Banner
      tone="info"
      title={w.pendingTitle}
      actions={
        <ButtonLink to="/paiement/$paymentId" params={{ paymentId: order.payment.id }}>
          {w.resume(formatMoney(order.total, language))}
        </ButtonLink>
      }
    >
      {w.pendingText(order.code)} {until ? w.pendingUntil(until) : null}
    </Banner>
  );
}
