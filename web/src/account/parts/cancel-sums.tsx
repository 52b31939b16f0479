import type { CancellationPreview } from '@og-tickets/contract/refunds.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';

interface CancelSumsProps {
  /** Undefined while nothing is chosen. */
  preview: CancellationPreview | undefined;
  /** The sums are those of the choice before. */
  old: boolean;
  /** The button, and what went wrong. */
  children: ReactNode;
}

/** The arithmetic of a cancellation: each ticket, the VAT in it, the sum, and what stays. The server did it. */
export function CancelSums({ preview, old, children }: CancelSumsProps) {
  const w = useWords(orderWords).cancel;
  return (
    <Card as="section" labelledBy="remboursement" className="flex flex-col gap-4 p-5 sm:p-6 lg:sticky lg:top-6">
      <h2 id="remboursement" className="heading text-24">
        {w.sums}
      </h2>
      {preview === undefined ? <p className="text-muted">{w.none}</p> : <Sums preview={preview} old={old} />}
      {children}
    </Card>
  );
}

function Sums({ preview, old }: { preview: CancellationPreview; old: boolean }) {
  const w = useWords(orderWords).cancel;
  const row = 'flex items-baseline justify-between gap-4';
  return (
    <dl aria-busy={old} className={`flex flex-col gap-2 ${old ? 'opacity-55' : ''}`}>
      {preview.tickets
        .filter(({ chosen }) => chosen)
        .map((ticket) => (
          <div key={ticket.id} className={row}>
            <dt className="min-w-0 text-16">
              {sessionName(ticket.summary)}, {ticket.offerName}
            </dt>
            <dd>
              <Money amount={ticket.price} />
            </dd>
          </div>
        ))}
      <div className={`${row} border-t border-line pt-2`}>
        <dt className="text-18 font-semibold">{w.total}</dt>
        <dd className="heading text-32">
          <Money amount={preview.refund} />
        </dd>
      </div>
      <div className={`${row} text-16 text-muted`}>
        <dt>{w.vat}</dt>
        <dd>
          <Money amount={preview.refundVat} />
        </dd>
      </div>
      <div className={`${row} border-t border-line pt-2 text-16`}>
        <dt>{w.stays(preview.stays.tickets)}</dt>
        <dd>
          <Money amount={preview.stays.amount} />
        </dd>
      </div>
    </dl>
  );
}
