import type { OrderStatus } from '@og-tickets/contract/rules/order-states.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useWords } from '../words/book.ts';
import { accountWords } from '../words/account.ts';

const LOOKS: Record<OrderStatus, { tone: Tone; icon: IconName }> = {
  pending: { tone: 'warn', icon: 'clock' },
  paid: { tone: 'ok', icon: 'check' },
  partially_refunded: { tone: 'info', icon: 'info' },
  refunded: { tone: 'neutral', icon: 'arrowLeft' },
  expired: { tone: 'neutral', icon: 'clock' },
  cancelled: { tone: 'neutral', icon: 'ban' },
};

/** The state of an order: colour, icon and word. */
export function OrderBadge({ status }: { status: OrderStatus }) {
  const w = useWords(accountWords).orders;
  const { tone, icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {w.states[status]}
    </Badge>
  );
}
