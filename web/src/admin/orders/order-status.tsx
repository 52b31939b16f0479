import type { OrderStatus } from '@og-tickets/contract/rules/order-states.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';

const looks: Record<OrderStatus, { tone: Tone; icon: IconName }> = {
  pending: { tone: 'warn', icon: 'clock' },
  paid: { tone: 'ok', icon: 'check' },
  partially_refunded: { tone: 'info', icon: 'check' },
  refunded: { tone: 'info', icon: 'check' },
  expired: { tone: 'neutral', icon: 'clock' },
  cancelled: { tone: 'neutral', icon: 'ban' },
};

/** How an order stands, in a word. */
export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const w = useWords(accountWords).orders.states;
  const { tone, icon } = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {w[status]}
    </Badge>
  );
}
