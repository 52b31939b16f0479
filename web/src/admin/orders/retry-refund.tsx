import { retryRefund } from '@og-tickets/contract/refunds.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { newKey } from '../../api/new-key.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { ordersKey } from './order-queries.ts';

/** Has the bank asked again for a refund that it refused. */
export function RetryRefund({ refundId }: { refundId: string }) {
  const w = useWords(officeOrderWords).panel;
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call(retryRefund, { params: { id: refundId }, idempotencyKey: newKey() }),
    onSuccess: () => announce(w.retried),
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  return (
    <div className="flex flex-col items-start gap-2">
      {retry.error ? <FormFailure error={retry.error} /> : null}
      <Button variant="secondary" loading={retry.isPending} onClick={() => retry.mutate()}>
        {w.retry}
      </Button>
    </div>
  );
}
