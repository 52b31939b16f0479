import { changePassword } from '@og-tickets/contract/passwords.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { announce } from '../../ui/live.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf, serverFaults } from './form-faults.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { newPasswordFault } from './password-rules.ts';

const ids = { current: 'mot-de-passe-actuel', next: 'mot-de-passe-nouveau' } as const;

/** Replaces the password; the other devices are logged out. */
export function ChangePassword() {
  const w = useWords(identityWords).password;
  const form = useChangePassword();
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-md flex-col gap-5">
      <ErrorSummary faults={form.faults} />
      {form.failure ? <FormFailure error={form.failure} /> : null}
      {form.done ? <Banner tone="ok">{w.done}</Banner> : null}
      <PasswordField
        id={ids.current}
        name="current-password"
        autoComplete="current-password"
        label={w.current}
        value={form.current}
        onChange={(event) => form.setCurrent(event.target.value)}
        error={faultOf(form.faults, ids.current)}
      />
      <NewPasswordField
        id={ids.next}
        label={w.next}
        value={form.next}
        onValue={form.setNext}
        error={faultOf(form.faults, ids.next)}
      />
      <Button type="submit" variant="secondary" loading={form.sending} className="self-start max-sm:w-full">
        {w.submit}
      </Button>
    </form>
  );
}

function useChangePassword() {
  const { password: w, faults: f } = useWords(identityWords);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({
    mutationFn: () => call(changePassword, { body: { current, next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      announce(w.done);
    },
    onError: (error) => setFaults(faultsIn(error)),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found: FieldFault[] = [];
    if (current === '') found.push({ fieldId: ids.current, message: f.passwordMissing });
    const message = newPasswordFault(next, f);
    if (message !== undefined) found.push({ fieldId: ids.next, message });
    setFaults(found);
    if (found.length === 0) send.mutate();
    else send.reset();
  };
  const failure = send.error && faultsIn(send.error).length === 0 ? send.error : undefined;
  return { current, setCurrent, next, setNext, faults, submit, sending: send.isPending, done: send.isSuccess, failure };
}

function faultsIn(error: unknown): FieldFault[] {
  if (!(error instanceof ApiError)) return [];
  if (error.code === 'password_wrong') return [{ fieldId: ids.current, message: error.detail }];
  if (error.code === 'password_too_common') return [{ fieldId: ids.next, message: error.detail }];
  return serverFaults(error, ids);
}
