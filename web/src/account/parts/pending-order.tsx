import type { Order } from '@og-tickets/contract/orders.ts';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { announce } from '../../ui/live.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { orderWords } from '../../words/order.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { HoldClock } from './hold-clock.tsx';
import { useCancelOrder } from './use-cancel-order.ts';

interface PendingOrderProps {
  order: Order;
  onDeadline: () => void;
  /** The order could not be given up because the money had just come; `detail` says so. */
  onPaidMeanwhile: (detail: string) => void;
}

/** An order that waits for its payment: the time left, the way back to it, and giving it up. */
export function PendingOrder({ order, onDeadline, onPaidMeanwhile }: PendingOrderProps) {
  const w = useWords(orderWords);
  const [asking, setAsking] = useState(false);
  const offline = useOffline();
  const cancel = useCancelOrder(order.code);
  const giveUp = async () => {
    try {
      await cancel.mutateAsync({ expectedCents: 0 });
      announce(w.giveUp.done);
      wantHeadingFocus();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error;
      // Paid before we asked, it is refused as tickets of a paid order are, whose words would make no sense here.
      onPaidMeanwhile(error.code === 'order_paid_meanwhile' ? error.detail : w.giveUp.tooLate);
    }
  };
  return (
    <>
      {order.expiresAt ? <HoldClock label={w.page.keepUntil} deadline={order.expiresAt} onEnd={onDeadline} /> : null}
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/paiement/$paymentId" params={{ paymentId: order.payment.id }}>
          {w.page.resume}
        </ButtonLink>
        <Button variant="danger" disabled={offline} onClick={() => setAsking(true)}>
          {w.page.cancelPending}
        </Button>
      </div>
      <ConfirmRemoval
        open={asking}
        title={w.giveUp.title}
        text={w.giveUp.text}
        action={w.giveUp.confirm}
        onConfirm={giveUp}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
