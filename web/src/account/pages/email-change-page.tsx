import { cancelEmailChange, confirmEmailChange } from '@og-tickets/contract/profile.ts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { mayHaveLogin, refreshLogin } from '../../api/login.ts';
import { queryClient } from '../../api/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { linkToken } from '../parts/link-token.ts';

/**
 * The page behind the links of a change of address: a press of a button confirms or refuses, not the visit, because
 * programs look at the links of mails.
 */
export function EmailChangePage() {
  const w = useWords(identityWords).address;
  const token = linkToken(useLocation({ select: (location) => location.hash }));
  const confirm = useMutation({
    mutationFn: (wanted: string) => call(confirmEmailChange, { body: { token: wanted } }),
    onSuccess: async () => {
      if (!mayHaveLogin()) return;
      await refreshLogin();
      await queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const refuse = useMutation({ mutationFn: (wanted: string) => call(cancelEmailChange, { body: { token: wanted } }) });
  if (refuse.isSuccess) {
    return (
      <Outcome title={w.refusedTitle} lead={w.refused}>
        <ButtonLink to="/mot-de-passe-oublie" variant="secondary">
          {w.newPassword}
        </ButtonLink>
      </Outcome>
    );
  }
  const error = confirm.error ?? refuse.error;
  const linkRefused = error instanceof ApiError && ['token_invalid', 'invalid_request'].includes(error.code);
  if (token === undefined || linkRefused) return <Outcome title={w.invalidTitle} lead={w.invalid} />;
  if (confirm.data?.state === 'done') return <Outcome title={w.doneTitle} lead={w.done} />;
  if (confirm.data?.state === 'waiting') return <Outcome title={w.waitingTitle} lead={w.waiting} />;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex max-w-xl flex-col items-start gap-5">
        {error ? <FormFailure error={error} /> : null}
        <div className="flex flex-wrap gap-3">
          <Button loading={confirm.isPending} onClick={() => confirm.mutate(token)}>
            {w.confirm}
          </Button>
          <Button variant="danger" loading={refuse.isPending} onClick={() => refuse.mutate(token)}>
            {w.refuse}
          </Button>
        </div>
      </div>
    </>
  );
}

function Outcome({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  const w = useWords(identityWords).address;
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={title} lead={lead} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/profil">{w.profile}</ButtonLink>
        {children}
      </div>
    </>
  );
}
