import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import { useQuery } from '@tanstack/react-query';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { formatMoney, Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { Moment } from '../parts/moment.tsx';
import { checkQuery } from './order-queries.ts';
import { RetryRefund } from './retry-refund.tsx';

type Refund = OfficeOrder['refunds'][number];
const tones: Record<Refund['status'], Tone> = { requested: 'warn', succeeded: 'ok', failed: 'danger' };

/** The payment as it is here and at its provider, and what went back. */
export function OrderMoney({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords).panel;
  const { payment } = order;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="heading text-18">{w.money}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-16 [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dt]:text-muted">
        <dt>{w.paid}</dt>
        <dd className="code">{payment.id}</dd>
        <dt>{w.provider}</dt>
        <dd>{payment.provider}</dd>
        <dt>{w.providerId}</dt>
        <dd className="code">{payment.providerId ?? '—'}</dd>
      </dl>
      <ProviderCheck code={order.code} />
      <ul className="flex flex-col divide-y divide-line">
        {order.refunds.map((refund) => (
          <RefundRow key={refund.id} refund={refund} />
        ))}
      </ul>
    </section>
  );
}

/** What the provider says now, asked when the panel opens: a difference stands out. */
function ProviderCheck({ code }: { code: string }) {
  const w = useWords(officeOrderWords).check;
  const language = useLanguage();
  const check = useQuery(checkQuery(code));
  if (check.error) return <FailedQuery error={check.error} onRetry={() => void check.refetch()} />;
  if (!check.data) return <p className="text-16 text-muted">{w.checking}</p>;
  const { verdict, there } = check.data;
  if (verdict !== 'differs' || there === null) {
    const tone = verdict === 'unreachable' ? 'text-amber' : 'text-muted';
    return <p className={`text-16 ${tone}`}>{verdict === 'differs' ? w.differs : w[verdict]}</p>;
  }
  return (
    <Banner tone="danger" title={w.differs}>
      <p>{w.differsText(w.there[there.state])}</p>
      {there.amount === null ? null : <p>{w.amount(formatMoney(there.amount, language))}</p>}
    </Banner>
  );
}

function RefundRow({ refund }: { refund: Refund }) {
  const w = useWords(officeOrderWords).panel;
  const { id, amount, status, reason, failure, sentAs, requestedAt } = refund;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0">
        <p className="font-semibold">
          <Money amount={amount} />
        </p>
        <p className="text-16 text-muted">
          <Moment at={requestedAt} />
        </p>
        {reason === null ? null : <p className="wrap-anywhere">{reason}</p>}
        {failure === null ? null : <p className="code text-14 wrap-anywhere">{failure}</p>}
        <p className="code text-14 text-muted wrap-anywhere">{sentAs}</p>
      </div>
      <div className="flex flex-col items-end gap-2">
        <Badge tone={tones[status]} icon={status === 'failed' ? 'alert' : 'check'}>
          {w.refundStates[status]}
        </Badge>
        {status === 'failed' ? <RetryRefund refundId={id} /> : null}
      </div>
    </li>
  );
}
