import type { FailedRefund } from '@og-tickets/contract/refund-requests.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/card.tsx';
import { formatDate, Money } from '../../ui/format.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { failedQuery } from './order-queries.ts';
import { RetryRefund } from './retry-refund.tsx';

/** Refunds that the bank refused: the money is owed, so they stand above everything until they are asked for again. */
export function FailedRefunds() {
  const w = useWords(officeOrderWords).failed;
  const failed = useQuery(failedQuery);
  const items = failed.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card as="section" labelledBy="refus" className="p-5">
      <h2 id="refus" className="heading text-20">
        {w.title(items.length)}
      </h2>
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {items.map((refund) => (
          <FailedRow key={refund.id} refund={refund} />
        ))}
      </ul>
    </Card>
  );
}

function FailedRow({ refund }: { refund: FailedRefund }) {
  const w = useWords(officeOrderWords).failed;
  const language = useLanguage();
  const { order, amount, failure, failedAt } = refund;
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap gap-3 font-semibold">
          <Link to="/admin/commandes/$code" params={{ code: order }} search className="link code">
            {order}
          </Link>
          <Money amount={amount} />
        </p>
        <p className="text-16 text-muted">{w.text(formatDate(failedAt, deviceTimeZone(), 'short', language))}</p>
        {failure === null ? null : <p className="code text-14 wrap-anywhere">{failure}</p>}
      </div>
      <RetryRefund refundId={refund.id} />
    </li>
  );
}
