import { cancelUnpaid, type OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import { resendConfirmationForBuyer } from '@og-tickets/contract/orders.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { newKey } from '../../api/new-key.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { ordersKey } from './order-queries.ts';
import { ReasonForm } from './reason-form.tsx';
import { RefundForm } from './refund-form.tsx';

/** What an admin may do with an order as it stands. */
export function OrderActions({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords);
  const [open, setOpen] = useState<'refund' | 'cancel' | null>(null);
  const close = () => setOpen(null);
  const isPaid = order.status === 'paid' || order.status === 'partially_refunded';
  return (
    <div className="flex flex-wrap items-start gap-3">
      {isPaid ? <Button onClick={() => setOpen('refund')}>{w.actions.refund}</Button> : null}
      {isPaid ? <Resend code={order.code} /> : null}
      {order.status === 'pending' ? (
        <Button variant="danger" onClick={() => setOpen('cancel')}>
          {w.actions.cancel}
        </Button>
      ) : null}
      <Dialog open={open === 'refund'} title={w.refund.title(order.code)} onClose={close}>
        {open === 'refund' ? <RefundForm order={order} onClose={close} /> : null}
      </Dialog>
      <Dialog open={open === 'cancel'} title={w.actions.cancel} onClose={close}>
        {open === 'cancel' ? <Cancel code={order.code} onClose={close} /> : null}
      </Dialog>
    </div>
  );
}

function Resend({ code }: { code: string }) {
  const w = useWords(officeOrderWords).actions;
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => call(resendConfirmationForBuyer, { params: { code }, idempotencyKey: newKey() }),
    onSuccess: ({ to }) => announce(w.resent(to)),
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant="secondary" loading={resend.isPending} onClick={() => resend.mutate()}>
        {w.resend}
      </Button>
      {resend.data ? <Banner tone="ok">{w.resent(resend.data.to)}</Banner> : null}
      {resend.error ? <FormFailure error={resend.error} /> : null}
    </div>
  );
}

function Cancel({ code, onClose }: { code: string; onClose: () => void }) {
  const w = useWords(officeOrderWords).actions;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: (reason: string) =>
      call(cancelUnpaid, { params: { code }, body: { reason }, idempotencyKey: newKey() }),
    onSuccess: () => {
      announce(w.cancelled);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  return (
    <ReasonForm
      submit={w.cancel}
      leave={w.keep}
      failure={cancel.error}
      sending={cancel.isPending}
      onSubmit={(reason) => cancel.mutate(reason)}
      onClose={onClose}
    >
      <p>{w.cancelText}</p>
    </ReasonForm>
  );
}
