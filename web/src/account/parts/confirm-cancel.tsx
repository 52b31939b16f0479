import type { Order } from '@og-tickets/contract/orders.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { CancellationPreview } from '@og-tickets/contract/refunds.ts';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { orderWords } from '../../words/order.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { namedTickets } from './named-tickets.ts';
import { useCancelOrder } from './use-cancel-order.ts';

/** What was taken back. */
export interface Cancelled {
  order: Order;
  tickets: number;
  cents: number;
}

interface ConfirmCancelProps {
  /** What is about to be confirmed; read again by itself when the server says that the amount is another. */
  preview: CancellationPreview;
  /** The preview is being read again. */
  reading: boolean;
  onDone: (cancelled: Cancelled) => void;
  onClose: () => void;
}

/** The last question before tickets are taken back: it names the amount and what happens to them. */
export function ConfirmCancel({ preview, reading, onDone, onClose }: ConfirmCancelProps) {
  const w = useWords(orderWords).cancel;
  const language = useLanguage();
  const cancel = useCancelOrder(preview.code);
  const tickets = preview.tickets.filter(({ chosen }) => chosen).map(({ id }) => id);
  const free = preview.tickets.filter(({ bar }) => bar === null).map(({ id }) => id);
  const named = namedTickets(free, new Set(tickets));
  const { cents } = preview.refund;
  const amount = formatMoney(preview.refund, language);
  // What was asked for when the server named another amount.
  const [refusedCents, setRefusedCents] = useState<number>();
  const changed = refusedCents !== undefined && refusedCents !== cents;
  const news = changed ? w.changed(formatMoney(money(refusedCents), language), amount) : undefined;
  useEffect(() => {
    if (news !== undefined) announce(news);
  }, [news]);
  const isOther = cancel.error instanceof ApiError && cancel.error.code === 'refund_amount_changed';
  const confirm = () => {
    if (reading || tickets.length === 0 || named === null) return;
    cancel.mutate(
      { ...named, expectedCents: cents },
      {
        onSuccess: (order) => onDone({ order, tickets: tickets.length, cents }),
        onError: () => setRefusedCents(cents),
      },
    );
  };
  return (
    <Dialog
      open
      title={w.confirmTitle(tickets.length)}
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" loading={cancel.isPending || reading} onClick={confirm}>
            {w.confirm(amount)}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {w.keep}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {news === undefined ? null : <Banner tone="warn">{news}</Banner>}
        <p className="text-18 font-semibold">{w.confirmText(amount)}</p>
        <p>{w.confirmEffect(tickets.length)}</p>
        {cancel.error && !(isOther && changed) ? <FormFailure error={cancel.error} /> : null}
      </div>
    </Dialog>
  );
}
