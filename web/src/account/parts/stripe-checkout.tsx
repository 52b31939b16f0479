import type { Checkout, Payment } from '@og-tickets/contract/payments.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { useLanguage } from '../../words/language.ts';
import { stripeWords } from '../../words/stripe.ts';
import { paymentQuery } from './order-queries.ts';
import { declinedWords, PaymentDeclined } from './payment-declined.tsx';
import { PaymentWait } from './payment-wait.tsx';
import { mayLoadStripe } from './stripe-document.ts';
import { noteTry } from './tried-payment.ts';
import { useStripeElement } from './use-stripe-element.ts';

interface StripeCheckoutProps {
  payment: Payment;
  checkout: Extract<Checkout, { kind: 'stripe' }>;
}

/**
 * Takes a card in Stripe's Payment Element, on our page and in our look. Reached by a change of page inside the
 * application, it has the page loaded anew first.
 */
export default function StripeCheckout(props: StripeCheckoutProps) {
  const [allowed] = useState(mayLoadStripe);
  useEffect(() => {
    if (!allowed) window.location.reload();
  }, [allowed]);
  const [attempt, setAttempt] = useState(0);
  if (!allowed) return <PaymentWait why="preparing" />;
  return <StripeForm key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />;
}

function StripeForm({ payment, checkout, onRetry }: StripeCheckoutProps & { onRetry: () => void }) {
  const w = useWords(stripeWords);
  const words = useWords(buyingWords).payment;
  const language = useLanguage();
  const { place, state, mounted } = useStripeElement(checkout);
  const pay = usePay(payment, checkout.clientSecret, mounted);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (state === 'ready') pay.start();
  };
  return (
    <Card as="section" labelledBy="carte">
      <h2 id="carte" className="heading mb-4 text-24">
        {w.title}
      </h2>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <p>{w.text}</p>
        {pay.isPending ? null : <Outcome payment={payment} unclear={pay.data === 'unclear'} />}
        {state === 'failed' ? (
          <Banner tone="danger" title={w.failedTitle} actions={<Button onClick={onRetry}>{w.retry}</Button>}>
            {w.failedText}
          </Banner>
        ) : null}
        {state === 'loading' ? <p>{w.loading}</p> : null}
        {/* Stripe's alone: nothing of ours may stand in it. */}
        <div ref={place} className={state === 'failed' ? 'hidden' : 'min-h-60'} aria-busy={state === 'loading'} />
        <Button type="submit" wide loading={pay.isPending} aria-disabled={state !== 'ready'}>
          {words.pay(formatMoney(payment.amount, language))}
        </Button>
      </form>
    </Card>
  );
}

/** What became of the last try, as the server knows it; `unclear` when Stripe did not answer this browser. */
function Outcome({ payment: { status, reason }, unclear }: { payment: Payment; unclear: boolean }) {
  const w = useWords(stripeWords);
  const words = useWords(buyingWords).payment;
  useEffect(() => {
    if (status === 'failed') announce(declinedWords(reason, words), 'assertive');
    else if (unclear) announce(`${w.unclearTitle} ${w.unclearText}`, 'assertive');
  }, [status, reason, unclear, w, words]);
  if (status === 'failed') return <PaymentDeclined reason={reason} />;
  if (status === 'requires_action') {
    return (
      <Banner tone="warn" title={words.challengeTitle}>
        {words.challengeText}
      </Banner>
    );
  }
  if (!unclear) return null;
  return (
    <Banner tone="warn" title={w.unclearTitle}>
      {w.unclearText}
    </Banner>
  );
}

type Mounted = ReturnType<typeof useStripeElement>['mounted'];

/** Pays with what the element holds, then asks our server what became of it: only that counts. */
function usePay(payment: Payment, clientSecret: string, mounted: Mounted) {
  const client = useQueryClient();
  const { queryKey } = paymentQuery(payment.id);
  // At once: the state of the mutation comes a moment too late for a second press.
  const busy = useRef(false);
  const pay = useMutation({
    mutationFn: async (): Promise<'answered' | 'invalid' | 'unclear'> => {
      if (mounted.current === null) return 'unclear';
      const { stripe, elements } = mounted.current;
      // The element itself says at its fields what is missing.
      if ((await elements.submit()).error) return 'invalid';
      noteTry(payment.id);
      const { error } = await stripe.confirmPayment({
        elements,
        clientSecret,
        confirmParams: { return_url: window.location.href },
        redirect: 'if_required',
      });
      await client.cancelQueries({ queryKey });
      await client.refetchQueries({ queryKey });
      return error?.type === 'api_error' || error?.type === 'api_connection_error' ? 'unclear' : 'answered';
    },
    onSettled: () => {
      busy.current = false;
    },
  });
  const start = () => {
    if (busy.current) return;
    busy.current = true;
    pay.mutate();
  };
  return { start, isPending: pay.isPending, data: pay.isError ? 'unclear' : pay.data };
}
