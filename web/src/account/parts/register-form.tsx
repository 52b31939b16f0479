import { register } from '@og-tickets/contract/accounts.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { AcceptTerms } from './accept-terms.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf, serverFaults } from './form-faults.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { registrationFaults, registrationIds as ids } from './registration.ts';

/** What survives a reload: all but the password and the consent. */
export interface RegistrationDraft extends Record<string, string> {
  firstName: string;
  lastName: string;
  email: string;
}

interface RegisterFormProps {
  draft: RegistrationDraft;
  onDraft: (change: Partial<RegistrationDraft>) => void;
  /** The server has accepted this password; a mail goes to the address of the draft. */
  onSent: (password: string) => void;
}

/** Asks for an account. A failed try erases nothing and says at the top and at each field what to correct. */
export function RegisterForm({ draft, onDraft, onSent }: RegisterFormProps) {
  const w = useWords(accountWords).register;
  const form = useRegistration(draft, onSent);
  const error = (fieldId: string) => faultOf(form.faults, fieldId);
  const field = (name: 'firstName' | 'lastName' | 'email') => ({
    id: ids[name],
    name,
    label: w[name],
    value: draft[name],
    onChange: (event: { target: HTMLInputElement }) => onDraft({ [name]: event.target.value }),
    error: error(ids[name]),
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-xl flex-col gap-5">
      <ErrorSummary faults={form.faults} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field('firstName')} autoComplete="given-name" />
        <TextField {...field('lastName')} autoComplete="family-name" />
      </div>
      <TextField
        {...field('email')}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        hint={w.emailHint}
      />
      <NewPasswordField
        id={ids.password}
        label={w.password}
        value={form.password}
        onValue={form.setPassword}
        error={error(ids.password)}
      />
      <AcceptTerms
        id={ids.acceptTerms}
        checked={form.acceptTerms}
        onChange={form.setAcceptTerms}
        error={error(ids.acceptTerms)}
      />
      {form.failure ? <FormFailure error={form.failure} /> : null}
      <Button type="submit" loading={form.sending} className="self-start max-sm:w-full">
        {w.submit}
      </Button>
    </form>
  );
}

function useRegistration(draft: RegistrationDraft, onSent: (password: string) => void) {
  const w = useWords(accountWords).register.faults;
  const locale = useLanguage();
  const [password, setPassword] = useState('');
  const [acceptTerms, setAcceptTerms] = useState(false);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const send = useMutation({
    mutationFn: () => {
      const { firstName, lastName, email } = draft;
      const names = { firstName: firstName.trim(), lastName: lastName.trim(), email: email.trim() };
      return call(register, { body: { ...names, password, acceptTerms: true, locale } });
    },
    onSuccess: () => onSent(password),
    onError: (error) => setFaults(faultsIn(error)),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found = registrationFaults({ ...draft, password, acceptTerms }, w);
    setFaults(found);
    if (found.length === 0) send.mutate();
    else send.reset();
  };
  // Faults of fields are shown at the fields; what remains is shown above the button.
  const failure = send.error && faultsIn(send.error).length === 0 ? send.error : undefined;
  return { password, setPassword, acceptTerms, setAcceptTerms, faults, submit, sending: send.isPending, failure };
}

function faultsIn(error: unknown): FieldFault[] {
  if (error instanceof ApiError && error.code === 'password_too_common') {
    return [{ fieldId: ids.password, message: error.detail }];
  }
  return serverFaults(error, ids);
}
