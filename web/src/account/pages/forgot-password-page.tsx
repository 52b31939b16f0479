import { limits } from '@og-tickets/contract/limits.ts';
import { forgotPassword } from '@og-tickets/contract/passwords.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { DemoMailbox } from '../parts/demo-mailbox.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf } from '../parts/form-faults.ts';
import { emailFault } from '../parts/password-rules.ts';

const FIELD = 'oubli-email';

/** Asks for a link to a new password, then says the same whether or not there is an account. */
export function ForgotPasswordPage() {
  const { forgot: w, faults: f } = useWords(identityWords);
  const [email, setEmail] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({ mutationFn: () => call(forgotPassword, { body: { email: email.trim() } }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const message = emailFault(email, f);
    setFaults(message === undefined ? [] : [{ fieldId: FIELD, message }]);
    if (message === undefined) send.mutate();
  };
  if (send.isSuccess) return <LinkSent email={email.trim()} onAgain={() => send.reset()} />;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <form noValidate onSubmit={submit} className="flex max-w-md flex-col gap-5">
        <ErrorSummary faults={faults} />
        {send.error ? <FormFailure error={send.error} /> : null}
        <TextField
          id={FIELD}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          label={w.email}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={faultOf(faults, FIELD)}
        />
        <Button type="submit" loading={send.isPending} className="self-start max-sm:w-full">
          {w.submit}
        </Button>
      </form>
    </>
  );
}

function LinkSent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const w = useWords(identityWords).forgot;
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.sentTitle} />
      <div className="flex max-w-read flex-col items-start gap-4 wrap-anywhere">
        <p>
          {w.sent(email)} {w.sentUntil(limits.passwordResetMinutes)}
        </p>
        <DemoMailbox />
        <p className="text-muted">{w.sentNothing}</p>
        <Button variant="secondary" onClick={onAgain}>
          {w.again}
        </Button>
      </div>
    </>
  );
}
