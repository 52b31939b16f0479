import { dropEmailChange, type EmailChange, readEmailChange, startEmailChange } from '@og-tickets/contract/profile.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { announce } from '../../ui/live.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { DemoMailbox } from './demo-mailbox.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf, serverFaults } from './form-faults.ts';
import { emailFault } from './password-rules.ts';

const ids = { newEmail: 'adresse-nouvelle', password: 'adresse-mot-de-passe' } as const;
const PENDING = ['me', 'email-change'];

/** The address of the account, the change of it that is under way, and the form that starts one; `onUnsaved` as of `ProfileForm`. */
export function ChangeEmail({ email, onUnsaved }: { email: string; onUnsaved: (unsaved: boolean) => void }) {
  const w = useWords(identityWords).email;
  const change = useQuery({ queryKey: PENDING, queryFn: ({ signal }) => call(readEmailChange, { signal }) });
  const pending = change.data?.pending ?? null;
  return (
    <div className="flex flex-col gap-5">
      <p className="wrap-anywhere">{w.now(email)}</p>
      {pending === null ? null : <Pending change={pending} />}
      <EmailForm onUnsaved={onUnsaved} />
    </div>
  );
}

function Pending({ change }: { change: EmailChange }) {
  const w = useWords(identityWords).email;
  const drop = useMutation({
    mutationFn: () => call(dropEmailChange, {}),
    onSuccess: () => {
      announce(w.dropped);
      return queryClient.invalidateQueries({ queryKey: PENDING });
    },
  });
  const missing = change.oldConfirmed ? w.newMissing : change.newConfirmed ? w.oldMissing : w.bothMissing;
  return (
    <>
      <Banner
        tone="info"
        title={w.pending(change.newEmail)}
        actions={
          <Button variant="secondary" loading={drop.isPending} onClick={() => drop.mutate()}>
            {w.drop}
          </Button>
        }
      >
        {missing}
        {drop.error ? <FormFailure error={drop.error} /> : null}
      </Banner>
      <DemoMailbox />
    </>
  );
}

function EmailForm({ onUnsaved }: { onUnsaved: (unsaved: boolean) => void }) {
  const w = useWords(identityWords).email;
  const form = useEmailForm();
  const unsaved = form.newEmail.trim() !== '';
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-md flex-col gap-5">
      <ErrorSummary faults={form.faults} />
      {form.failure ? <FormFailure error={form.failure} /> : null}
      <TextField
        id={ids.newEmail}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        label={w.newEmail}
        hint={w.hint}
        value={form.newEmail}
        onChange={(event) => form.setNewEmail(event.target.value)}
        error={faultOf(form.faults, ids.newEmail)}
      />
      <PasswordField
        id={ids.password}
        name="password"
        autoComplete="current-password"
        label={w.password}
        value={form.password}
        onChange={(event) => form.setPassword(event.target.value)}
        error={faultOf(form.faults, ids.password)}
      />
      <Button type="submit" variant="secondary" loading={form.sending} className="self-start max-sm:w-full">
        {w.submit}
      </Button>
    </form>
  );
}

function useEmailForm() {
  const { email: w, faults: f } = useWords(identityWords);
  const [newEmail, setNewEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({
    mutationFn: () => call(startEmailChange, { body: { newEmail: newEmail.trim(), password } }),
    onSuccess: () => {
      setNewEmail('');
      setPassword('');
      announce(w.asked);
      return queryClient.invalidateQueries({ queryKey: PENDING });
    },
    onError: (error) => setFaults(faultsIn(error)),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found: FieldFault[] = [];
    const message = emailFault(newEmail, f);
    if (message !== undefined) found.push({ fieldId: ids.newEmail, message });
    if (password === '') found.push({ fieldId: ids.password, message: f.passwordMissing });
    setFaults(found);
    if (found.length === 0) send.mutate();
    else send.reset();
  };
  const failure = send.error && faultsIn(send.error).length === 0 ? send.error : undefined;
  return { newEmail, setNewEmail, password, setPassword, faults, submit, sending: send.isPending, failure };
}

function faultsIn(error: unknown): FieldFault[] {
  if (!(error instanceof ApiError)) return [];
  if (error.code === 'password_wrong') return [{ fieldId: ids.password, message: error.detail }];
  if (error.code === 'email_unchanged') return [{ fieldId: ids.newEmail, message: error.detail }];
  return serverFaults(error, ids);
}
