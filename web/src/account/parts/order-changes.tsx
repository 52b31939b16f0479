import type { Order } from '@og-tickets/contract/orders.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { SessionChangeBanner } from '../../shell/session-change.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { useWords } from '../../words/book.ts';
import { saleTermsWords } from '../../words/sale-terms.ts';

/** Sessions of an order that were cancelled or moved after it was placed, each with the buyer's choice. */
export function OrderChanges({ order }: { order: Pick<Order, 'code' | 'createdAt' | 'lines' | 'tickets'> }) {
  const w = useWords(saleTermsWords).change;
  const lines = new Map(order.lines.map((line) => [line.session, line]));
  return [...lines.values()].map(({ session, summary, change }) => {
    if (change === null || Date.parse(change.at) < Date.parse(order.createdAt)) return null;
    const ofSession = new Set(order.lines.filter((line) => line.session === session).map(({ position }) => position));
    const canAsk = order.tickets.some(({ line, bar }) => bar === null && ofSession.has(line));
    const ask = (
      <ButtonLink to="/commandes/$orderCode/annulation" params={{ orderCode: order.code }} variant="secondary">
        {w.ask}
      </ButtonLink>
    );
    return (
      <SessionChangeBanner
        key={session}
        change={change}
        session={summary}
        reader="buyer"
        title={sessionName(summary)}
        actions={canAsk ? ask : undefined}
      />
    );
  });
}
