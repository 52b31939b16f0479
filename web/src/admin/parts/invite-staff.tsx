import { limits } from '@og-tickets/contract/limits.ts';
import { inviteStaff } from '@og-tickets/contract/people.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { peopleWords } from '../../words/people.ts';
import { RoleChoice } from './change-account.tsx';
import { peopleKey } from './people-queries.ts';

const staffRoles = ['controller', 'admin'] as const;

/** Asks somebody by mail to work for the shop. */
export function InviteStaff({ open, onClose }: { open: boolean; onClose: () => void }) {
  const w = useWords(peopleWords).invite;
  return open ? (
    <Dialog open title={w.title} onClose={onClose}>
      <InviteForm onClose={onClose} />
    </Dialog>
  ) : null;
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const w = useWords(peopleWords).invite;
  const words = useWords(peopleWords);
  const { actions } = useWords(commonWords);
  const client = useQueryClient();
  const [person, setPerson] = useState({ firstName: '', lastName: '', email: '' });
  const [role, setRole] = useState<(typeof staffRoles)[number]>('controller');
  const [locale, setLocale] = useState<'fr' | 'en'>('fr');
  const send = useMutation({
    mutationFn: () => {
      const [firstName, lastName, email] = [person.firstName.trim(), person.lastName.trim(), person.email.trim()];
      return call(inviteStaff, { body: { firstName, lastName, email, role, locale } });
    },
    onSuccess: ({ outcome }) => {
      announce(w[outcome]);
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const field = (name: keyof typeof person, maxLength: number) => ({
    label: w[name],
    value: person[name],
    required: true,
    maxLength,
    onChange: (event: { target: { value: string } }) => setPerson({ ...person, [name]: event.target.value }),
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p>{w.lead(limits.staffInvitationDays)}</p>
      <TextField {...field('firstName', limits.nameMaxCharacters)} autoComplete="off" />
      <TextField {...field('lastName', limits.nameMaxCharacters)} autoComplete="off" />
      <TextField {...field('email', limits.emailMaxCharacters)} type="email" autoComplete="off" />
      <RoleChoice value={role} choices={staffRoles} onChange={setRole} />
      <Select
        label={w.language}
        value={locale}
        onChange={(event) => setLocale(event.target.value === 'en' ? 'en' : 'fr')}
      >
        <option value="fr">{words.panel.languages.fr}</option>
        <option value="en">{words.panel.languages.en}</option>
      </Select>
      {send.error ? <FormFailure error={send.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={send.isPending}>
          {w.send}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  );
}
