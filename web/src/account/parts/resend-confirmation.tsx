import { type Order, resendConfirmation } from '@og-tickets/contract/orders.ts';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { newKey } from '../../api/new-key.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';

/** Has the mail with invoice and tickets sent again. Nothing for an order of which nothing paid is left. */
export function ResendConfirmation({ order }: { order: Pick<Order, 'code' | 'status'> }) {
  const w = useWords(orderWords).resend;
  const send = useMutation({
    mutationFn: () => call(resendConfirmation, { params: { code: order.code }, idempotencyKey: newKey() }),
    onSuccess: ({ to }) => announce(w.done(to)),
  });
  if (order.status !== 'paid' && order.status !== 'partially_refunded') return null;
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-4">
      <Button variant="secondary" icon="mail" loading={send.isPending} onClick={() => send.mutate()}>
        {w.action}
      </Button>
      {send.data ? <p className="max-w-full break-words">{w.done(send.data.to)}</p> : null}
      <p className="text-16 text-muted">{w.limit}</p>
      {send.error ? <FormFailure error={send.error} /> : null}
    </div>
  );
}
