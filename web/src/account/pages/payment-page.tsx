import type { Payment } from '@og-tickets/contract/payments.ts';
import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { buyingWords } from '../../words/buying.ts';
import { BankSilent } from '../parts/bank-silent.tsx';
import { CheckoutSteps } from '../parts/checkout-steps.tsx';
import { HostedCheckout } from '../parts/hosted-checkout.tsx';
import { isMissing } from '../parts/is-missing.ts';
import { orderQuery, paymentQuery } from '../parts/order-queries.ts';
import { OrderRecap } from '../parts/order-recap.tsx';
import { PaymentOver } from '../parts/payment-over.tsx';
import { PaymentTime } from '../parts/payment-time.tsx';
import { PaymentWait } from '../parts/payment-wait.tsx';
import { forgetTry, wasTried } from '../parts/tried-payment.ts';

/** Its own bundle: a shop without Stripe never loads it. */
const StripeCheckout = lazy(() => import('../parts/stripe-checkout.tsx'));

/** Takes the payment of an order. Everything it shows comes from the server: a reload or another tab goes on the same. */
export function PaymentPage() {
  const w = useWords(buyingWords).payment;
  const { orders } = useWords(accountWords);
  const { paymentId } = useParams({ from: '/shop/paiement/$paymentId' });
  const payment = useQuery(paymentQuery(paymentId));
  if (!payment.data && isMissing(payment.error)) return <NotFoundPage />;
  const toOrders = (
    <ButtonLink to="/commandes" variant="secondary">
      {orders.title}
    </ButtonLink>
  );
  return (
    <>
      <PageHeading title={w.title} />
      {payment.data ? (
        <PaymentBody payment={payment.data} askAgain={payment.refetch} />
      ) : payment.error ? (
        <FailedQuery error={payment.error} onRetry={() => void payment.refetch()} actions={toOrders} />
      ) : (
        <PaymentSkeleton />
      )}
    </>
  );
}

interface PaymentProps {
  payment: Payment;
  /** Asks the server again. */
  askAgain: () => Promise<unknown>;
}

function PaymentBody({ payment, askAgain }: PaymentProps) {
  const navigate = useNavigate();
  // The server closes an expired payment within a minute; nothing more can be tried here at once.
  const [endedAt, setEndedAt] = useState<string | null>(null);
  const { id, status, orderCode, expiresAt, upToDate } = payment;
  useEffect(() => {
    // The bank has just said that no card is being charged.
    if (payment.upToDate && payment.status !== 'processing' && payment.status !== 'requires_action') forgetTry();
  }, [payment]);
  useEffect(() => {
    if (status === 'succeeded') {
      void navigate({ to: '/confirmation/$orderCode', params: { orderCode }, replace: true });
    }
  }, [status, orderCode, navigate]);
  if (status === 'succeeded') return <PaymentSkeleton />;
  if (status === 'refunded') return <PaymentOver how="refunded" orderCode={orderCode} />;
  if (!isPaymentOpen(status, payment.reason)) return <PaymentOver how="expired" orderCode={orderCode} />;
  if (status === 'processing') return <PaymentWait why="checking" />;
  const wasPaying = status === 'requires_action' || wasTried(id);
  // Only the bank knows whether the card was taken at the last moment.
  if (expiresAt !== null && endedAt === expiresAt) return <PaymentWait why={wasPaying ? 'ending' : 'closing'} />;
  if (!upToDate && wasPaying) return <PaymentWait why="checking" />;
  const end = () => {
    setEndedAt(expiresAt);
    void askAgain();
  };
  return <PaymentOpen payment={payment} askAgain={askAgain} onDeadline={end} />;
}

function PaymentOpen({ payment, askAgain, onDeadline }: PaymentProps & { onDeadline: () => void }) {
  const w = useWords(buyingWords);
  const order = useQuery(orderQuery(payment.orderCode));
  return (
    <>
      <CheckoutSteps now="payment" />
      {payment.expiresAt ? <PaymentTime deadline={payment.expiresAt} onEnd={onDeadline} /> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_26rem] *:min-w-0">
        <Checkout payment={payment} askAgain={askAgain} />
        {order.data ? (
          <OrderRecap
            lines={order.data.lines}
            total={order.data.total}
            includedVat={order.data.includedVat}
            totalLabel={w.recap.total}
          >
            <p>
              {w.payment.order} <span className="code">{order.data.code}</span>
            </p>
          </OrderRecap>
        ) : order.error ? (
          <FailedQuery error={order.error} onRetry={() => void order.refetch()} />
        ) : (
          <SkeletonBlock className="h-72 w-full rounded-card" />
        )}
      </div>
    </>
  );
}

/** The way that the provider of this payment takes it, while the provider is there. */
function Checkout({ payment, askAgain }: PaymentProps) {
  const { checkout, upToDate } = payment;
  if (!upToDate) return <BankSilent payment={payment} onRetry={askAgain} />;
  const preparing = <PaymentWait why="preparing" />;
  switch (checkout?.kind) {
    case 'redirect':
      return <HostedCheckout payment={payment} url={checkout.url} />;
    case 'stripe':
      return (
        <Suspense fallback={preparing}>
          <StripeCheckout payment={payment} checkout={checkout} />
        </Suspense>
      );
    case undefined:
      return preparing;
  }
}

function PaymentSkeleton() {
  return (
    <Skeleton>
      <div className="grid gap-6 lg:grid-cols-[1fr_26rem]">
        <SkeletonBlock className="h-96 w-full rounded-card" />
        <SkeletonBlock className="h-72 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
