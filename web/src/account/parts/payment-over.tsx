import type { Order } from '@og-tickets/contract/orders.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import type { BuyingWords } from '../../words/fr/buying.ts';
import { commonWords } from '../../words/common.ts';
import { orderQuery } from './order-queries.ts';
import { PaymentNews } from './payment-news.tsx';

/** Nothing more can be paid here: too late, given up, or given back. Leads to what was wanted, to be chosen again. */
export function PaymentOver({ how, orderCode }: { how: 'expired' | 'refunded'; orderCode: string }) {
  const w = useWords(buyingWords).payment;
  const { actions } = useWords(commonWords);
  const order = useQuery(orderQuery(orderCode));
  if (order.isPending) return <OverSkeleton />;
  const { icon, title, text } = newsOf(how, order.data, w);
  const isLost = how === 'expired';
  return (
    <PaymentNews mark={<Icon name={icon} />} title={title} text={text}>
      {isLost && order.data ? <LostSessions lines={order.data.lines} /> : null}
      <div className="flex flex-wrap gap-3">
        {isLost ? <ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink> : null}
        <ButtonLink to="/commandes/$orderCode" params={{ orderCode }} variant="secondary">
          {w.seeOrder}
        </ButtonLink>
      </div>
    </PaymentNews>
  );
}

function newsOf(how: 'expired' | 'refunded', order: Order | undefined, w: BuyingWords['payment']) {
  if (how === 'refunded') return { icon: 'info', title: w.refundedTitle, text: w.refundedText } as const;
  if (order?.status === 'cancelled') return { icon: 'info', title: w.cancelledTitle, text: w.cancelledText } as const;
  return { icon: 'clock', title: w.expiredTitle, text: w.expiredText } as const;
}

/** What the order held, each line a way back to its session. */
function LostSessions({ lines }: { lines: Order['lines'] }) {
  const w = useWords(buyingWords).payment;
  return (
    <div>
      <p className="font-semibold">{w.againTitle}</p>
      <ul>
        {lines.map((line) => (
          <li key={line.position} className="py-1">
            <Link
              to="/epreuves/$code"
              params={{ code: line.session }}
              className="link inline-flex min-h-11 items-center font-semibold"
            >
              {sessionName(line.summary)}
            </Link>{' '}
            <span className="text-16 text-muted">{w.againLine(line.quantity, line.offerName, line.category)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function OverSkeleton() {
  return (
    <Skeleton>
      <SkeletonBlock className="h-72 w-full rounded-card" />
    </Skeleton>
  );
}
