import type { Order } from '@og-tickets/contract/orders.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { formatDate, formatMoney } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { buyingWords } from '../../words/buying.ts';
import { commonWords } from '../../words/common.ts';
import type { BuyingWords } from '../../words/fr/buying.ts';
import { useLanguage } from '../../words/language.ts';
import { OrderDocuments } from './order-documents.tsx';
import { OrderRecap } from './order-recap.tsx';
import { isBeingSettled } from './order-queries.ts';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useLate } from './use-late.ts';

/** Past this the wait for the tickets is no longer usual. */
const USUAL_MS = 10_000;

/** An order without valid tickets: on its way, not paid, too late, given back. */
export function UnconfirmedOrder({ order }: { order: Order }) {
  const w = useWords(buyingWords);
  return (
    <>
      {isBeingSettled(order) ? <Waiting isPaid={order.payment.status === 'succeeded'} /> : <Ended order={order} />}
      <div className="mt-6 flex max-w-xl flex-col gap-6">
        <OrderRecap
          lines={order.lines}
          total={order.total}
          includedVat={order.includedVat}
          totalLabel={order.status === 'pending' ? w.recap.total : w.recap.paidTotal}
        >
          <p>
            {w.payment.order} <span className="code">{order.code}</span>
          </p>
        </OrderRecap>
        <OrderDocuments order={order} />
      </div>
    </>
  );
}

function Waiting({ isPaid }: { isPaid: boolean }) {
  const { confirmation: w, payment } = useWords(buyingWords);
  const late = useLate(USUAL_MS);
  return (
    <>
      <PageHeading title={isPaid ? w.waitingTitle : payment.checkingTitle} />
      <p className="flex items-start gap-3 text-18">
        <span className="mt-1 text-cobalt">
          <Spinner size={24} />
        </span>
        {isPaid ? (late ? w.lateText : w.waitingText) : payment.checkingText}
      </p>
    </>
  );
}

function Ended({ order }: { order: Order }) {
  const w = useWords(buyingWords);
  const { actions } = useWords(commonWords);
  const { orders } = useWords(accountWords);
  const language = useLanguage();
  const texts = endedTexts(order, w.confirmation, (at) => formatDate(at, deviceTimeZone(), 'time', language));
  return (
    <>
      <PageHeading title={texts.title} lead={texts.text} />
      <div className="flex flex-wrap gap-3">
        {order.status === 'pending' ? (
          <ButtonLink to="/paiement/$paymentId" params={{ paymentId: order.payment.id }}>
            {w.payment.pay(formatMoney(order.total, language))}
          </ButtonLink>
        ) : (
          <ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink>
        )}
        <ButtonLink to="/commandes" variant="secondary">
          {orders.title}
        </ButtonLink>
      </div>
    </>
  );
}

type Words = BuyingWords['confirmation'];

function endedTexts(order: Order, w: Words, timeOf: (at: string) => string): { title: string; text?: string } {
  const { status, expiresAt, payment } = order;
  if (status === 'pending')
    return { title: w.unpaidTitle, ...(expiresAt && { text: w.unpaidUntil(timeOf(expiresAt)) }) };
  if (status === 'cancelled') return { title: w.cancelledTitle, text: w.cancelledText };
  if (status === 'refunded') return { title: w.refundedTitle, text: w.refundedText };
  const moneyCame = payment.status === 'succeeded' || payment.status === 'refunded';
  return { title: w.expiredTitle, text: moneyCame ? w.expiredPaidText : w.expiredText };
}
