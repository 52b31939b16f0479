import { changeProfile, type Profile } from '@og-tickets/contract/profile.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { refreshLogin } from '../../api/login.ts';
import { queryClient } from '../../api/query-client.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf, serverFaults } from './form-faults.ts';
import { personNameFault } from './password-rules.ts';

const ids = { firstName: 'profil-prenom', lastName: 'profil-nom', locale: 'profil-langue' } as const;

type Names = Pick<Profile, 'firstName' | 'lastName' | 'locale'>;

interface ProfileFormProps {
  saved: Profile;
  /** Told whether something is written that is not saved. */
  onUnsaved: (unsaved: boolean) => void;
}

/** Names and language of the account; changes made elsewhere are told. */
export function ProfileForm({ saved, onUnsaved }: ProfileFormProps) {
  const w = useWords(identityWords).profile;
  const form = useProfileForm(saved);
  useEffect(() => onUnsaved(form.dirty), [form.dirty, onUnsaved]);
  const field = (name: 'firstName' | 'lastName') => ({
    id: ids[name],
    name,
    label: w[name],
    value: form.names[name],
    onChange: (event: { target: HTMLInputElement }) => form.change({ [name]: event.target.value }),
    error: faultOf(form.faults, ids[name]),
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-5">
      <ErrorSummary faults={form.faults} />
      {form.conflict ? <Conflict saved={saved} onTake={form.takeSaved} /> : null}
      {form.failure ? <FormFailure error={form.failure} /> : null}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field('firstName')} autoComplete="given-name" />
        <TextField {...field('lastName')} autoComplete="family-name" />
      </div>
      <Select
        id={ids.locale}
        label={w.locale}
        value={form.names.locale}
        onChange={(event) => form.change({ locale: event.target.value === 'en' ? 'en' : 'fr' })}
      >
        <option value="fr" lang="fr">
          {w.french}
        </option>
        <option value="en" lang="en">
          {w.english}
        </option>
      </Select>
      <Button type="submit" loading={form.sending} className="self-start max-sm:w-full">
        {w.save}
      </Button>
    </form>
  );
}

function Conflict({ saved, onTake }: { saved: Profile; onTake: () => void }) {
  const w = useWords(identityWords).profile;
  const language = saved.locale === 'fr' ? w.french : w.english;
  const text = w.conflict(`${saved.firstName} ${saved.lastName}`, language);
  useEffect(() => announce(text), [text]);
  return (
    <Banner
      tone="warn"
      title={w.conflictTitle}
      actions={
        <Button variant="secondary" onClick={onTake}>
          {w.takeSaved}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}

function useProfileForm(saved: Profile) {
  const { profile: w, faults: f } = useWords(identityWords);
  // Only what was changed here: the rest follows what is saved.
  const [own, setOwn] = useState<Partial<Names>>({});
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const names: Names = { firstName: saved.firstName, lastName: saved.lastName, locale: saved.locale, ...own };
  const dirty =
    names.firstName !== saved.firstName || names.lastName !== saved.lastName || names.locale !== saved.locale;
  const send = useMutation({
    mutationFn: () => call(changeProfile, { body: { ...names, version: saved.version } }),
    onSuccess: async (next) => {
      setOwn({});
      queryClient.setQueryData(['me', 'profile'], next);
      announce(w.saved);
      // The rest of the page greets by the new name.
      await refreshLogin();
    },
    onError: (error) => {
      setFaults(serverFaults(error, ids));
      if (isConflict(error)) void queryClient.invalidateQueries({ queryKey: ['me', 'profile'] });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const found: FieldFault[] = [];
    const check = (name: 'firstName' | 'lastName') => {
      const message = personNameFault(names[name], f[name], f);
      if (message !== undefined) found.push({ fieldId: ids[name], message });
    };
    check('firstName');
    check('lastName');
    setFaults(found);
    if (found.length === 0) send.mutate();
  };
  const takeSaved = () => {
    setOwn({});
    send.reset();
  };
  return {
    names,
    change: (some: Partial<Names>) => setOwn((before) => ({ ...before, ...some })),
    dirty,
    faults,
    submit,
    takeSaved,
    sending: send.isPending,
    conflict: isConflict(send.error),
    failure: send.error && !isConflict(send.error) && faults.length === 0 ? send.error : undefined,
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'changed_elsewhere';
}
