import type { AdminSession } from '@og-tickets/contract/catalog-admin.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { type SessionChangeBody, startRefundRun } from '@og-tickets/contract/refund-runs.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { runPreviewQuery, runsQuery, sessionQuery } from './queries.ts';
import { Numbers } from './session-actions.tsx';
import { fromZonedField, toZonedField } from './zoned-field.ts';

interface Props {
  session: AdminSession;
  kind: 'cancelled' | 'moved';
  onClose: () => void;
}

/** Whom it concerns and what it costs, the reason that everybody is told, then the start of the run. */
export function StartRun({ session, kind, onClose }: Props) {
  const words = useWords(catalogueWords);
  const w = words.runs;
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState({ fr: '', en: '' });
  const [newStart, setNewStart] = useState(() => toZonedField(session.startsAt, session.timezone));
  const [refundUntil, setRefundUntil] = useState('');
  const [tried, setTried] = useState(false);
  const needed = (text: string) => (tried && text.trim() === '' ? words.form.required : undefined);
  const start = useMutation({
    mutationFn: (body: SessionChangeBody) =>
      call(startRefundRun, { params: { code: session.code }, body, idempotencyKey: key }),
    onSuccess: () => {
      announce(w.started);
      for (const { queryKey } of [runsQuery(session.code), sessionQuery(session.code)]) {
        void client.invalidateQueries({ queryKey });
      }
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const body = bodyOf({ kind, reason, newStart, refundUntil, timezone: session.timezone });
    if (body !== null) start.mutate(body);
  };
  return (
    <Dialog open title={kind === 'moved' ? w.moveTitle(session.code) : w.cancelTitle(session.code)} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Preview code={session.code} kind={kind} />
        {kind === 'moved' ? (
          <>
            <TextField
              type="datetime-local"
              label={w.newStart}
              hint={words.form.hours(session.timezone)}
              value={newStart}
              error={needed(newStart)}
              onChange={(event) => setNewStart(event.target.value)}
            />
            <TextField
              type="datetime-local"
              label={w.refundUntil}
              hint={words.form.hours(session.timezone)}
              value={refundUntil}
              error={needed(refundUntil)}
              onChange={(event) => setRefundUntil(event.target.value)}
            />
          </>
        ) : null}
        <TextField
          label={w.reasonFr}
          hint={w.reasonHint}
          maxLength={limits.reasonMaxCharacters}
          value={reason.fr}
          error={needed(reason.fr)}
          onChange={(event) => setReason({ ...reason, fr: event.target.value })}
        />
        <TextField
          label={w.reasonEn}
          maxLength={limits.reasonMaxCharacters}
          value={reason.en}
          error={needed(reason.en)}
          onChange={(event) => setReason({ ...reason, en: event.target.value })}
        />
        {start.error ? <FormFailure error={start.error} /> : null}
        <Numbers error={start.error} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="danger" loading={start.isPending}>
            {kind === 'moved' ? w.confirmMove : w.confirmCancel}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {w.keep}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function bodyOf(typed: {
  kind: Props['kind'];
  reason: { fr: string; en: string };
  newStart: string;
  refundUntil: string;
  timezone: string;
}): SessionChangeBody | null {
  const reason = { fr: typed.reason.fr.trim(), en: typed.reason.en.trim() };
  if (reason.fr === '' || reason.en === '') return null;
  if (typed.kind === 'cancelled') return { kind: 'cancelled', reason };
  const newStartsAt = fromZonedField(typed.newStart, typed.timezone);
  const refundUntil = fromZonedField(typed.refundUntil, typed.timezone);
  return newStartsAt === null || refundUntil === null ? null : { kind: 'moved', reason, newStartsAt, refundUntil };
}

function Preview({ code, kind }: { code: string; kind: Props['kind'] }) {
  const w = useWords(catalogueWords).runs;
  const language = useLanguage();
  const preview = useQuery(runPreviewQuery(code));
  if (preview.error) return <FailedQuery error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-20 w-full" />
      </Skeleton>
    );
  }
  const { orders, tickets, places, buyers, receivers, pendingOrders, entered, refund } = preview.data;
  const amount = formatMoney(refund, language);
  return (
    <div className="flex flex-col gap-1">
      <p className="font-semibold">{kind === 'moved' ? w.refundAtMost(amount) : w.refund(amount)}</p>
      <p>{w.concerned(orders, tickets, places)}</p>
      <p>{w.people(buyers, receivers, pendingOrders)}</p>
      {entered > 0 ? <p className="text-coral">{w.entered(entered)}</p> : null}
    </div>
  );
}
