import { type AccountPanel, changeAccountRole, disableAccount, enableAccount } from '@og-tickets/contract/people.ts';
import { roles } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { peopleWords } from '../../words/people.ts';
import { peopleKey } from './people-queries.ts';

interface Props {
  account: AccountPanel;
  name: string;
  onDone: () => void;
}

/** Shuts an account or opens it again, with a reason that the journal keeps. */
export function ChangeStatus({ account, name, change, onDone }: Props & { change: 'disable' | 'enable' }) {
  const words = useWords(peopleWords);
  const { actions } = useWords(commonWords);
  const w = words[change];
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      call(change === 'disable' ? disableAccount : enableAccount, {
        params: { accountId: account.id },
        body: { reason: reason.trim() },
      }),
    onSuccess: () => {
      announce(w.done);
      onDone();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') send.mutate();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <h3 className="heading text-18">{w.title(name)}</h3>
      <p>{w.text}</p>
      <TextField
        label={words.disable.reason}
        hint={words.disable.reasonHint}
        value={reason}
        maxLength={limits.reasonMaxCharacters}
        error={tried && reason.trim() === '' ? words.disable.reasonMissing : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {send.error ? <FormFailure error={send.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant={change === 'disable' ? 'danger' : 'primary'} loading={send.isPending}>
          {words.panel[change]}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Gives an account another role; each is described in words. */
export function ChangeRole({ account, name, onDone }: Props) {
  const words = useWords(peopleWords);
  const { actions } = useWords(commonWords);
  const w = words.role;
  const client = useQueryClient();
  const [role, setRole] = useState(account.role);
  const send = useMutation({
    mutationFn: () => call(changeAccountRole, { params: { accountId: account.id }, body: { role } }),
    onSuccess: () => {
      announce(w.done);
      onDone();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <h3 className="heading text-18">{w.title(name)}</h3>
      <RoleChoice value={role} choices={roles} onChange={setRole} />
      {send.error ? <FormFailure error={send.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={send.isPending}>
          {w.save}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {actions.cancel}
        </Button>
      </div>
    </form>
  );
}

/** One role of some, each with what it may do. */
export function RoleChoice<R extends AccountPanel['role']>(props: {
  value: R;
  choices: readonly R[];
  onChange: (role: R) => void;
}) {
  const w = useWords(peopleWords);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-17 font-semibold">{w.role.legend}</legend>
      {props.choices.map((role) => (
        <div key={role} className="flex gap-3 rounded-field border border-line p-3">
          <input
            type="radio"
            name="role"
            id={`role-${role}`}
            aria-describedby={`role-${role}-task`}
            value={role}
            checked={props.value === role}
            onChange={() => props.onChange(role)}
            className="mt-1 size-5 shrink-0 accent-cobalt"
          />
          <div>
            <label htmlFor={`role-${role}`} className="font-semibold">
              {w.roles[role].name}
            </label>
            <p id={`role-${role}-task`} className="text-16 text-muted">
              {w.roles[role].task}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
