import { confirmSimulatedPayment, type Payment } from '@og-tickets/contract/payments.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { useLanguage } from '../../words/language.ts';
import { type CardInput, cardDigits, cardFaults, cardIds, futureExpiry, readExpiry } from './card.ts';
import { CardFields } from './card-fields.tsx';
import { FormFailure } from './form-failure.tsx';
import { serverFaults } from './form-faults.ts';
import { paymentQuery } from './order-queries.ts';
import { PaymentDeclined, declinedWords } from './payment-declined.tsx';
import { TestCards } from './test-cards.tsx';

/** The card form of the simulated bank. A declined card leaves what was typed; another one may follow. */
export function CardForm({ payment, clientSecret }: { payment: Payment; clientSecret: string }) {
  const w = useWords(buyingWords).payment;
  const language = useLanguage();
  const form = useCardForm(payment, clientSecret);
  return (
    <div className="flex flex-col gap-6">
      <Card as="section" labelledBy="carte">
        <h2 id="carte" className="heading mb-4 text-24">
          {w.bank}
        </h2>
        <form noValidate onSubmit={form.submit} className="flex flex-col gap-5">
          <p>{w.bankText}</p>
          <ErrorSummary faults={form.faults} />
          {form.sending ? null : <Outcome payment={payment} error={form.error} />}
          <CardFields card={form.card} onChange={form.change} faults={form.faults} />
          <Button type="submit" wide loading={form.sending}>
            {w.pay(formatMoney(payment.amount, language))}
          </Button>
        </form>
      </Card>
      <TestCards onUse={(number) => form.change({ number, expiry: futureExpiry(Date.now()), cvc: '123' })} />
    </div>
  );
}

/** What became of the last try: declined, refused by us, or not known. */
function Outcome({ payment, error }: { payment: Payment; error: Error | null }) {
  const w = useWords(buyingWords).payment;
  if (error && !isAnswered(error)) {
    return (
      <Banner tone="warn" title={w.unclearTitle}>
        {w.unclearText}
      </Banner>
    );
  }
  if (error) return serverFaults(error, cardIds).length > 0 ? null : <FormFailure error={error} />;
  return payment.status === 'failed' ? <PaymentDeclined reason={payment.reason} /> : null;
}

function useCardForm(payment: Payment, clientSecret: string) {
  const words = useWords(buyingWords).payment;
  const client = useQueryClient();
  const [card, setCard] = useState<CardInput>({ number: '', expiry: '', cvc: '' });
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const { queryKey } = paymentQuery(payment.id);
  const pay = useMutation({
    mutationFn: () => {
      const body = { clientSecret, cardNumber: cardDigits(card.number), expiry: readExpiry(card.expiry) ?? '' };
      return call(confirmSimulatedPayment, { params: { id: payment.id }, body: { ...body, cvc: card.cvc.trim() } });
    },
    onSuccess: async (next) => {
      // An earlier question may still be on its way back with what was true before.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, next);
      announce(next.status === 'failed' ? declinedWords(next.reason, words) : words.accepted, 'assertive');
    },
    onError: (error) => {
      setFaults(serverFaults(error, cardIds));
      if (!isAnswered(error)) announce(`${words.unclearTitle} ${words.unclearText}`, 'assertive');
      // The answer may be lost and the payment made: what the server knows counts.
      void client.invalidateQueries({ queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (pay.isPending) return;
    const found = cardFaults(card, Date.now(), words.faults);
    setFaults(found);
    if (found.length === 0) pay.mutate();
    else pay.reset();
  };
  const change = (some: Partial<CardInput>) => setCard((before) => ({ ...before, ...some }));
  return { card, change, faults, submit, sending: pay.isPending, error: pay.error };
}

/** Did the server itself answer? Else nobody here knows whether the card was charged. */
function isAnswered(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
