import type { AdminSession } from '@og-tickets/contract/catalog-admin.ts';
import { type RefundRun, resumeRefundRun, stopRefundRun } from '@og-tickets/contract/refund-runs.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { Moment } from '../parts/moment.tsx';
import { runsQuery } from './queries.ts';
import { StartRun } from './start-run.tsx';

/** Cancelling or moving a session: what it would do, how far it is, stopping and going on. */
export function RefundRuns({ session }: { session: AdminSession }) {
  const w = useWords(catalogueWords).runs;
  const [kind, setKind] = useState<'cancelled' | 'moved'>();
  const runs = useQuery(runsQuery(session.code)).data?.items ?? [];
  const open = runs.some(({ status }) => status !== 'done');
  return (
    <section aria-labelledby="runs" className="flex flex-col items-start gap-4 rounded-card bg-paper p-4 shadow-lift">
      <h2 id="runs" className="heading text-20">
        {w.heading}
      </h2>
      {session.status === 'cancelled' ? null : <p className="text-muted">{w.lead}</p>}
      {session.status === 'cancelled' || open ? null : (
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" icon="calendar" onClick={() => setKind('moved')}>
            {w.move}
          </Button>
          <Button variant="danger" icon="ban" onClick={() => setKind('cancelled')}>
            {w.cancel}
          </Button>
        </div>
      )}
      {runs.length === 0 ? null : (
        <ul aria-label={w.history} className="flex w-full flex-col gap-4">
          {runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ul>
      )}
      {kind === undefined ? null : <StartRun session={session} kind={kind} onClose={() => setKind(undefined)} />}
    </section>
  );
}

const looks = {
  running: { tone: 'info', icon: 'clock' },
  stopped: { tone: 'warn', icon: 'alert' },
  done: { tone: 'ok', icon: 'check' },
} as const;

function Run({ run }: { run: RefundRun }) {
  const w = useWords(catalogueWords).runs;
  const language = useLanguage();
  const client = useQueryClient();
  const { orders, done, failed, refund } = run.progress;
  const steer = useMutation({
    mutationFn: (endpoint: typeof stopRefundRun | typeof resumeRefundRun) => call(endpoint, { params: { id: run.id } }),
    onSettled: () => void client.invalidateQueries({ queryKey: runsQuery(run.session).queryKey }),
  });
  return (
    <li className="flex flex-col items-start gap-2 border-t border-line pt-3">
      <p className="flex flex-wrap items-center gap-3 font-semibold">
        {w.kinds[run.kind]} <Moment at={run.startedAt} />
        <Badge {...looks[run.status]}>{w.statuses[run.status]}</Badge>
      </p>
      <p>
        {w.progress(done, orders)}
        {failed > 0 ? ` · ${w.failed(failed)}` : ''} · {w.refunded(formatMoney(refund, language))}
      </p>
      <progress
        aria-label={w.progress(done, orders)}
        max={Math.max(1, orders)}
        value={orders === 0 ? 1 : done}
        className="w-full"
      />
      {run.failures.length === 0 ? null : (
        <ul className="list-disc pl-5 text-16">
          {run.failures.map(({ order, reason }) => (
            <li key={order}>
              <span className="code">{order}</span> {reason}
            </li>
          ))}
        </ul>
      )}
      {steer.error ? <FormFailure error={steer.error} /> : null}
      {run.status === 'running' ? (
        <Button variant="secondary" loading={steer.isPending} onClick={() => steer.mutate(stopRefundRun)}>
          {w.stop}
        </Button>
      ) : null}
      {run.status === 'stopped' ? (
        <Button variant="secondary" loading={steer.isPending} onClick={() => steer.mutate(resumeRefundRun)}>
          {w.resume}
        </Button>
      ) : null}
    </li>
  );
}
