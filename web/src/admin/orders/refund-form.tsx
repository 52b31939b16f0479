import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import { previewRefund, type RefundPreview, refundOrder } from '@og-tickets/contract/refunds.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { newKey } from '../../api/new-key.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatMoney, Money } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { ordersKey } from './order-queries.ts';
import { ReasonForm } from './reason-form.tsx';

/** Which tickets go back, what that comes to, and why. The amount is the server's; what is sent names the one shown. */
export function RefundForm({ order, onClose }: { order: OfficeOrder; onClose: () => void }) {
  const w = useWords(officeOrderWords).refund;
  const language = useLanguage();
  const client = useQueryClient();
  const live = order.tickets.filter(({ status }) => !isTakenBack(status));
  const [chosen, setChosen] = useState<readonly string[]>(() => live.map(({ id }) => id));
  const [chosenNow, setChosenNow] = useState(true);
  const preview = useQuery({
    queryKey: [...ordersKey, 'preview', order.code, chosen],
    queryFn: ({ signal }) =>
      call(previewRefund, { params: { code: order.code }, query: { tickets: chosen.join(',') }, signal }),
    enabled: chosen.length > 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const shown = chosen.length > 0 && !preview.isPlaceholderData ? preview.data : undefined;
  const refund = useMutation({
    mutationFn: ({ reason, expectedCents }: { reason: string; expectedCents: number }) =>
      call(refundOrder, {
        params: { code: order.code },
        body: { tickets: [...chosen], reason, expectedCents },
        idempotencyKey: newKey(),
      }),
    onSuccess: (done, { expectedCents }) => {
      const amount = formatMoney({ cents: expectedCents, currency: 'EUR' }, language);
      announce('askedBy' in done ? w.asked : w.done(amount));
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ordersKey }),
  });
  const amount = shown === undefined ? '…' : formatMoney(shown.refund, language);
  return (
    <ReasonForm
      submit={shown?.needsApproval === true ? w.ask(amount) : w.submit(amount)}
      disabled={shown === undefined}
      failure={refund.error}
      failureActions={
        <Button variant="quiet" onClick={() => void preview.refetch()}>
          {w.changed}
        </Button>
      }
      sending={refund.isPending}
      onSubmit={(reason) => {
        if (shown !== undefined) refund.mutate({ reason, expectedCents: shown.refund.cents });
      }}
      onClose={onClose}
    >
      <TicketChoice
        order={order}
        chosen={chosen}
        error={chosenNow ? undefined : w.none}
        onChange={(ids) => {
          setChosen(ids);
          setChosenNow(ids.length > 0);
        }}
      />
      {preview.error ? <FailedQuery error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data && chosen.length > 0 ? <Sums preview={preview.data} /> : null}
    </ReasonForm>
  );
}

interface ChoiceProps {
  order: OfficeOrder;
  chosen: readonly string[];
  error: string | undefined;
  onChange: (ids: readonly string[]) => void;
}

function TicketChoice({ order, chosen, error, onChange }: ChoiceProps) {
  const w = useWords(officeOrderWords).refund;
  const live = order.tickets.filter(({ status }) => !isTakenBack(status));
  return (
    <fieldset>
      <legend className="font-semibold">{w.legend}</legend>
      {live.map(({ id, line, price, holders, entries }) => {
        const bought = order.lines.find(({ position }) => position === line);
        return (
          <Checkbox
            key={id}
            label={
              <span className="flex flex-wrap justify-between gap-x-4">
                <span className="min-w-0">
                  {w.ticket(bought?.offerName ?? '', bought?.summary.title ?? '')}
                  <span className="block text-16 text-muted">
                    {holders}
                    {entries === 0 ? null : <strong className="block text-coral">{w.entered(entries)}</strong>}
                  </span>
                </span>
                <Money amount={price} />
              </span>
            }
            checked={chosen.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        );
      })}
      {error === undefined ? null : <p className="font-semibold text-coral">{error}</p>}
    </fieldset>
  );
}

function Sums({ preview }: { preview: RefundPreview }) {
  const w = useWords(officeOrderWords).refund;
  const language = useLanguage();
  const { refund, refundVat, stays, needsApproval } = preview;
  return (
    <div className="flex flex-col gap-2">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 rounded-field bg-page p-4">
        <dt className="font-semibold">{w.amount}</dt>
        <dd className="text-right text-20 font-semibold">
          <Money amount={refund} />
        </dd>
        <dt className="text-16 text-muted">{w.vat}</dt>
        <dd className="text-right text-16 text-muted">
          <Money amount={refundVat} />
        </dd>
      </dl>
      <p className="text-16 text-muted">{w.stays(stays.tickets, formatMoney(stays.amount, language))}</p>
      {needsApproval ? <Banner tone="warn">{w.needsApproval}</Banner> : null}
    </div>
  );
}
