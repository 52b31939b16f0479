import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { logIn } from '../../api/login.ts';
import { SecondStep } from '../../shell/second-step.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { identityWords } from '../../words/identity.ts';
import { useDraft } from './draft.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf, withoutFault } from './form-faults.ts';
import { ResendActivation } from './resend-activation.tsx';

const ids = { email: 'connexion-email', password: 'connexion-mot-de-passe' } as const;

/** Logs in. What follows is the page's matter: it sees the login change, then `onDone` is called. */
export function LoginForm({ onDone }: { onDone?: () => void }) {
  const w = useWords(accountWords).login;
  const { forgot } = useWords(identityWords);
  const form = useLoginForm(onDone);
  if (form.waiting) {
    return <SecondStep waiting={form.waiting} onBack={form.again} {...(onDone === undefined ? {} : { onDone })} />;
  }
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-5">
      <ErrorSummary faults={form.faults} />
      {form.error ? (
        <FormFailure
          error={form.error}
          actions={
            isNotActivated(form.error) ? <ResendActivation email={form.email.trim()} password={form.password} /> : null
          }
        />
      ) : null}
      <TextField
        id={ids.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        label={w.email}
        value={form.email}
        onChange={(event) => form.setEmail(event.target.value)}
        error={faultOf(form.faults, ids.email)}
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
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Button type="submit" loading={form.sending} className="max-sm:w-full">
          {w.submit}
        </Button>
        <Link to="/mot-de-passe-oublie" className="link inline-flex min-h-11 items-center">
          {forgot.link}
        </Link>
      </div>
    </form>
  );
}

/** The password was right, the registration is not confirmed yet. */
function isNotActivated(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_activated';
}

function useLoginForm(onDone?: () => void) {
  const w = useWords(accountWords).login.faults;
  const { draft, change, forget } = useDraft('login', { email: '' });
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const email = draft.email.trim();
  const send = useMutation({
    mutationFn: () => logIn({ email, password }),
    onSuccess: (waiting) => {
      forget();
      if (waiting === null) onDone?.();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found: FieldFault[] = [];
    if (email === '') found.push({ fieldId: ids.email, message: w.email });
    if (password === '') found.push({ fieldId: ids.password, message: w.password });
    setFaults(found);
    if (found.length === 0) send.mutate();
    else send.reset();
  };
  return {
    email: draft.email,
    setEmail: (value: string) => {
      change({ email: value });
      setFaults((before) => withoutFault(before, ids.email));
    },
    password,
    setPassword: (value: string) => {
      setPassword(value);
      setFaults((before) => withoutFault(before, ids.password));
    },
    faults,
    error: send.error,
    sending: send.isPending,
    /** What the second step needs, once the password was right. */
    waiting: send.data,
    again: () => {
      setPassword('');
      send.reset();
    },
    submit,
  };
}
