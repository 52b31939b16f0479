import { approveRefund, declineRefund } from '@og-tickets/contract/refund-requests.ts';
import type { RefundRequest } from '@og-tickets/contract/refunds.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { newKey } from '../../api/new-key.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney, Money } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { Moment } from '../parts/moment.tsx';
import { ordersKey, waitingQuery } from './order-queries.ts';
import { ReasonForm } from './reason-form.tsx';

interface Asked {
  request: RefundRequest;
  verb: 'approve' | 'decline';
}

/** Refunds above the amount of the settings: another admin than who asked approves or declines. Nothing while none waits. */
export function WaitingRefunds() {
  const w = useWords(officeOrderWords).waiting;
  const waiting = useQuery(waitingQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const items = waiting.data?.items ?? [];
  return (
    <>
      {items.length === 0 ? null : (
        <Card as="section" labelledBy="en-attente" className="p-5">
          <h2 id="en-attente" className="heading text-20">
            {w.title(items.length)}
          </h2>
          <ul className="mt-3 flex flex-col divide-y divide-line">
            {items.map((request) => (
              <WaitingRow key={request.id} request={request} onAsk={(verb) => setAsked({ request, verb })} />
            ))}
          </ul>
        </Card>
      )}
      <Decision asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

interface RowProps {
  request: RefundRequest;
  onAsk: (verb: 'approve' | 'decline') => void;
}

function WaitingRow({ request, onAsk }: RowProps) {
  const w = useWords(officeOrderWords).waiting;
  const language = useLanguage();
  const { order, amount, buyer, askedBy, askedAt, tickets, reason, own } = request;
  const sum = formatMoney(amount, language);
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap gap-3 font-semibold">
          <Link to="/admin/commandes/$code" params={{ code: order }} search className="link code">
            {order}
          </Link>
          <Money amount={amount} />
          <span>{buyer}</span>
        </p>
        <p className="text-16 text-muted">
          {w.text(askedBy, tickets)} <Moment at={askedAt} />
        </p>
        <p className="wrap-anywhere">{reason}</p>
        {own ? <p className="text-16 text-muted">{w.own}</p> : null}
      </div>
      {own ? null : (
        <Button aria-label={w.approveOf(sum, order)} onClick={() => onAsk('approve')}>
          {w.approve}
        </Button>
      )}
      <Button variant="quiet" aria-label={own ? undefined : w.declineOf(sum, order)} onClick={() => onAsk('decline')}>
        {own ? w.withdraw : w.decline}
      </Button>
    </li>
  );
}

/** The dialog stays in the page, so that the browser gives the focus back to the button that opened it. */
function Decision({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const w = useWords(officeOrderWords).waiting;
  const language = useLanguage();
  const titleOf = ({ request: { amount, order, own }, verb }: Asked): string => {
    const sum = formatMoney(amount, language);
    if (verb === 'approve') return w.approveOf(sum, order);
    return own ? w.withdraw : w.declineOf(sum, order);
  };
  return (
    <Dialog open={asked !== null} title={asked === null ? '' : titleOf(asked)} onClose={onClose}>
      {asked?.verb === 'approve' ? <Approve request={asked.request} onClose={onClose} /> : null}
      {asked?.verb === 'decline' ? <Decline request={asked.request} onClose={onClose} /> : null}
    </Dialog>
  );
}

interface DecisionProps {
  request: RefundRequest;
  onClose: () => void;
}

function Approve({ request, onClose }: DecisionProps) {
  const w = useWords(officeOrderWords).waiting;
  const { actions } = useWords(commonWords);
  const language = useLanguage();
  const client = useQueryClient();
  const sum = formatMoney(request.amount, language);
  const approve = useMutation({
    mutationFn: () => call(approveRefund, { params: { id: request.id }, idempotencyKey: newKey() }),
    onSuccess: () => {
      announce(w.approved(sum));
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  return (
    <div className="flex flex-col gap-4">
      <p>{w.approveText}</p>
      <p className="wrap-anywhere">{request.reason}</p>
      {approve.error ? <FormFailure error={approve.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button loading={approve.isPending} onClick={() => approve.mutate()}>
          {w.approve}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {actions.cancel}
        </Button>
      </div>
    </div>
  );
}

function Decline({ request, onClose }: DecisionProps) {
  const w = useWords(officeOrderWords).waiting;
  const client = useQueryClient();
  const decline = useMutation({
    mutationFn: (reason: string) =>
      call(declineRefund, { params: { id: request.id }, body: { reason }, idempotencyKey: newKey() }),
    onSuccess: () => {
      announce(w.declined);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  return (
    <ReasonForm
      submit={request.own ? w.withdraw : w.decline}
      failure={decline.error}
      sending={decline.isPending}
      onSubmit={(reason) => decline.mutate(reason)}
      onClose={onClose}
    />
  );
}
