import { endLogin, type Login, listLogins, logoutAll } from '@og-tickets/contract/logins.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { forgetLogin } from '../../api/login.ts';
import { queryClient } from '../../api/query-client.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DateTime } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import type { IdentityWords } from '../../words/fr/identity.ts';
import { identityWords } from '../../words/identity.ts';
import { FormFailure } from '../../shell/form-failure.tsx';

const LOGINS = ['me', 'logins'];

/** The devices that are logged in; each can be logged out, or all at once. */
export function LoginsPage() {
  const w = useWords(identityWords).logins;
  const logins = useQuery({ queryKey: LOGINS, queryFn: ({ signal }) => call(listLogins, { signal }), staleTime: 0 });
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      {logins.data ? (
        <div className="flex max-w-2xl flex-col items-start gap-6">
          <ul aria-label={w.list} className="flex w-full flex-col gap-3">
            {logins.data.items.map((login) => (
              <LoginRow key={login.id} login={login} />
            ))}
          </ul>
          <EndAll />
        </div>
      ) : logins.error ? (
        <FailedQuery error={logins.error} onRetry={() => void logins.refetch()} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-28 w-full rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

/** The device in words. */
function deviceText({ browser, system }: Login, w: IdentityWords['logins']): string {
  return browser !== null && system !== null ? w.on(browser, system) : (browser ?? system ?? w.unknown);
}

function LoginRow({ login }: { login: Login }) {
  const w = useWords(identityWords).logins;
  const device = deviceText(login, w);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const end = useMutation({
    mutationFn: () => call(endLogin, { params: { loginId: login.id } }),
    onSuccess: () => {
      announce(w.ended(device));
      return queryClient.invalidateQueries({ queryKey: LOGINS });
    },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 rounded-card border border-line bg-paper p-4">
      <div>
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {device}
          {login.current ? (
            <Badge tone="ok" icon="check">
              {w.current}
            </Badge>
          ) : null}
        </p>
        <p className="text-16 text-muted">
          {w.used} <DateTime at={login.lastUsedAt} timeZone={timeZone} />
        </p>
        <p className="text-16 text-muted">
          {w.opened} <DateTime at={login.createdAt} timeZone={timeZone} />
        </p>
        {end.error ? <FormFailure error={end.error} /> : null}
      </div>
      {login.current ? null : (
        <Button variant="danger" loading={end.isPending} aria-label={w.endOf(device)} onClick={() => end.mutate()}>
          {w.end}
        </Button>
      )}
    </li>
  );
}

function EndAll() {
  const w = useWords(identityWords).logins;
  const { actions } = useWords(commonWords);
  const [asking, setAsking] = useState(false);
  const end = useMutation({ mutationFn: () => call(logoutAll, {}), onSuccess: forgetLogin });
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {w.endAll}
      </Button>
      <Dialog
        open={asking}
        title={w.endAllTitle}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button variant="danger" loading={end.isPending} onClick={() => end.mutate()}>
              {w.endAll}
            </Button>
            <Button variant="secondary" onClick={() => setAsking(false)}>
              {actions.cancel}
            </Button>
          </>
        }
      >
        <p>{w.endAllText}</p>
        {end.error ? <FormFailure error={end.error} /> : null}
      </Dialog>
    </>
  );
}
