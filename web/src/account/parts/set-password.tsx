import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { forgetLogin } from '../../api/login.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { faultOf } from './form-faults.ts';
import { linkToken } from './link-token.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { newPasswordFault } from './password-rules.ts';

interface Words {
  title: string;
  lead: string;
  password: string;
  submit: string;
  doneTitle: string;
  done: string;
  invalidTitle: string;
  invalid: string;
}

interface SetPasswordProps {
  fieldId: string;
  words: Words;
  save: (body: { token: string; password: string }) => Promise<unknown>;
  /** The refusal that says that the link is none, or none any more. */
  linkRefusal: string;
  /** What to do about such a link. */
  afterInvalid?: ReactNode;
}

/** The page behind a link whose token lets its owner choose a password. */
export function SetPassword({ fieldId, words: w, afterInvalid, ...how }: SetPasswordProps) {
  const token = linkToken(useLocation({ select: (location) => location.hash }));
  const form = useSetPassword({ fieldId, token: token ?? '', ...how });
  if (form.done) {
    return (
      <NewHeading title={w.doneTitle} lead={w.done}>
        <LogIn />
      </NewHeading>
    );
  }
  if (token === undefined || form.linkRefused) {
    return (
      <NewHeading title={w.invalidTitle} lead={w.invalid}>
        {afterInvalid}
      </NewHeading>
    );
  }
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <form noValidate onSubmit={form.submit} className="flex max-w-md flex-col gap-5">
        <ErrorSummary faults={form.faults} />
        {form.failure ? <FormFailure error={form.failure} /> : null}
        <NewPasswordField
          id={fieldId}
          label={w.password}
          value={form.password}
          onValue={form.setPassword}
          error={faultOf(form.faults, fieldId)}
        />
        <Button type="submit" loading={form.sending} className="self-start max-sm:w-full">
          {w.submit}
        </Button>
      </form>
    </>
  );
}

function useSetPassword({
  fieldId,
  token,
  save,
  linkRefusal,
}: Pick<SetPasswordProps, 'fieldId' | 'save' | 'linkRefusal'> & { token: string }) {
  const f = useWords(identityWords).faults;
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({
    mutationFn: () => save({ token, password }),
    onSuccess: forgetLogin,
    onError: (error) => {
      if (isTooCommon(error)) setFaults([{ fieldId, message: error.detail }]);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const message = newPasswordFault(password, f);
    setFaults(message === undefined ? [] : [{ fieldId, message }]);
    if (message === undefined) send.mutate();
  };
  const linkRefused = send.error instanceof ApiError && [linkRefusal, 'invalid_request'].includes(send.error.code);
  const failure = send.error && !isTooCommon(send.error) ? send.error : undefined;
  return { password, setPassword, faults, submit, sending: send.isPending, done: send.isSuccess, linkRefused, failure };
}

function isTooCommon(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'password_too_common';
}

/** What replaces the form; the focus goes to its heading. */
function NewHeading({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={title} lead={lead} />
      {children}
    </>
  );
}

function LogIn() {
  const { login } = useWords(accountWords);
  return <ButtonLink to="/connexion">{login.submit}</ButtonLink>;
}
