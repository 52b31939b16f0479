import { acceptStaffInvitation } from '@og-tickets/contract/people.ts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { forgetLogin } from '../../api/login.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { identityWords } from '../../words/identity.ts';
import { peopleWords } from '../../words/people.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf } from '../parts/form-faults.ts';
import { linkToken } from '../parts/link-token.ts';
import { NewPasswordField } from '../parts/new-password-field.tsx';
import { newPasswordFault } from '../parts/password-rules.ts';

const FIELD = 'mot-de-passe-equipe';

/** The page behind the link of an invitation: a password, and the account has its role. */
export function InvitationPage() {
  const w = useWords(peopleWords).accept;
  const token = linkToken(useLocation({ select: (location) => location.hash }));
  const form = useAcceptForm(token ?? '');
  if (form.done) return <InvitationAccepted />;
  if (token === undefined || form.linkRefused) return <InvitationInvalid />;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <form noValidate onSubmit={form.submit} className="flex max-w-md flex-col gap-5">
        <ErrorSummary faults={form.faults} />
        {form.failure ? <FormFailure error={form.failure} /> : null}
        <NewPasswordField
          id={FIELD}
          label={w.password}
          value={form.password}
          onValue={form.setPassword}
          error={faultOf(form.faults, FIELD)}
        />
        <Button type="submit" loading={form.sending} className="self-start max-sm:w-full">
          {w.submit}
        </Button>
      </form>
    </>
  );
}

function useAcceptForm(token: string) {
  const f = useWords(identityWords).faults;
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({
    mutationFn: () => call(acceptStaffInvitation, { body: { token, password } }),
    onSuccess: forgetLogin,
    onError: (error) => {
      if (isTooCommon(error)) setFaults([{ fieldId: FIELD, message: error.detail }]);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const message = newPasswordFault(password, f);
    setFaults(message === undefined ? [] : [{ fieldId: FIELD, message }]);
    if (message === undefined) send.mutate();
  };
  const linkRefused =
    send.error instanceof ApiError && ['staff_invitation_invalid', 'invalid_request'].includes(send.error.code);
  const failure = send.error && !isTooCommon(send.error) ? send.error : undefined;
  return { password, setPassword, faults, submit, sending: send.isPending, done: send.isSuccess, linkRefused, failure };
}

function isTooCommon(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'password_too_common';
}

function InvitationAccepted() {
  const w = useWords(peopleWords).accept;
  const { login } = useWords(accountWords);
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.doneTitle} lead={w.done} />
      <ButtonLink to="/connexion">{login.submit}</ButtonLink>
    </>
  );
}

function InvitationInvalid() {
  const w = useWords(peopleWords).accept;
  useEffect(() => wantHeadingFocus(), []);
  return <PageHeading title={w.invalidTitle} lead={w.invalid} />;
}
