import { type AccountPanel, endAccountLogins, resendAccountActivation } from '@og-tickets/contract/people.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';
import { AccountState } from './account-state.tsx';
import { ChangeRole, ChangeStatus } from './change-account.tsx';
import { Moment } from './moment.tsx';
import { accountQuery, peopleKey } from './people-queries.ts';

/** One account in a dialog: how it stands, and what an admin may do about it. */
export function AccountDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const w = useWords(peopleWords);
  const account = useQuery(accountQuery(accountId));
  const name = account.data?.name || account.data?.email || w.noName;
  return (
    <Dialog open title={account.data ? w.panel.title(name) : w.title} onClose={onClose} sheet>
      {account.error && !account.data ? (
        <FailedQuery error={account.error} onRetry={() => void account.refetch()} />
      ) : account.data ? (
        <Panel account={account.data} name={name} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-64 w-full" />
        </Skeleton>
      )}
    </Dialog>
  );
}

type Doing = 'disable' | 'enable' | 'role';

function Panel({ account, name }: { account: AccountPanel; name: string }) {
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  if (doing === 'role') return <ChangeRole account={account} name={name} onDone={done} />;
  if (doing !== undefined) return <ChangeStatus account={account} name={name} change={doing} onDone={done} />;
  return (
    <div className="flex flex-col gap-6">
      <Facts account={account} />
      <Logins account={account} />
      <Actions account={account} onDo={setDoing} />
    </div>
  );
}

function Facts({ account }: { account: AccountPanel }) {
  const w = useWords(peopleWords);
  const facts: [string, ReactNode][] = [
    [w.columns.email, account.email],
    [w.columns.state, <AccountState key="state" status={account.status} />],
    [w.columns.role, `${w.roles[account.role].name}. ${w.roles[account.role].task}`],
    [w.columns.factor, account.secondFactor ? w.factor.yes : w.factor.no],
    [w.panel.orders, account.orders],
    [w.panel.language, w.panel.languages[account.locale]],
    [w.columns.created, <Moment key="created" at={account.createdAt} />],
    [w.panel.activated, account.activatedAt === null ? w.never : <Moment key="activated" at={account.activatedAt} />],
    [
      w.panel.terms,
      <span key="terms">
        {w.panel.termsOf(account.terms.version)} <Moment at={account.terms.acceptedAt} />
      </span>,
    ],
    [
      w.panel.id,
      <span key="id" className="code text-14 break-all">
        {account.id}
      </span>,
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 wrap-anywhere">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Logins({ account: { logins } }: { account: AccountPanel }) {
  const w = useWords(peopleWords).panel;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="heading text-18">{w.logins}</h3>
      {logins.length === 0 ? <p className="text-muted">{w.noLogins}</p> : null}
      <ul className="flex flex-col gap-1">
        {logins.map(({ id, browser, system, lastUsedAt }) => (
          <li key={id}>
            {[browser, system].filter(Boolean).join(', ') || w.unknownDevice}, {w.used} <Moment at={lastUsedAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ account, onDo }: { account: AccountPanel; onDo: (what: Doing) => void }) {
  const w = useWords(peopleWords).panel;
  const client = useQueryClient();
  const params = { accountId: account.id };
  const endLogins = useMutation({
    mutationFn: () => call(endAccountLogins, { params }),
    onSuccess: () => announce(w.loginsEnded),
    onSettled: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  const resend = useMutation({
    mutationFn: () => call(resendAccountActivation, { params }),
    onSuccess: () => announce(w.resent),
  });
  const { status, logins } = account;
  const failure = endLogins.error ?? resend.error;
  return (
    <div className="flex flex-col gap-3">
      {failure ? <FormFailure error={failure} /> : null}
      {resend.isSuccess ? <p className="text-muted">{w.resent}</p> : null}
      <div className="flex flex-wrap gap-3">
        {status === 'active' ? (
          <Button variant="danger" onClick={() => onDo('disable')}>
            {w.disable}
          </Button>
        ) : null}
        {status === 'disabled' ? <Button onClick={() => onDo('enable')}>{w.enable}</Button> : null}
        {logins.length > 0 ? (
          <Button variant="secondary" loading={endLogins.isPending} onClick={() => endLogins.mutate()}>
            {w.endLogins}
          </Button>
        ) : null}
        {status === 'unactivated' ? (
          <Button variant="secondary" loading={resend.isPending} onClick={() => resend.mutate()}>
            {w.resend}
          </Button>
        ) : null}
        {status === 'active' || status === 'disabled' ? (
          <Button variant="secondary" onClick={() => onDo('role')}>
            {w.changeRole}
          </Button>
        ) : null}
      </div>
      <Link to="/admin/journal" search={{ subject: 'account', subjectId: account.id }} className="link">
        {w.history}
      </Link>
    </div>
  );
}
