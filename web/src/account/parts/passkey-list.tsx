import { type Passkey, removePasskey, renamePasskey } from '@og-tickets/contract/second-factors.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { securityWords } from '../../words/security.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { dayInWords } from './day-in-words.ts';
import { useFactorsChanged } from './security-queries.ts';

/** The passkeys of the account, each to be renamed or removed. */
export function PasskeyList({ passkeys }: { passkeys: readonly Passkey[] }) {
  const w = useWords(securityWords).passkeys;
  if (passkeys.length === 0) return <p>{w.none}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} />
      ))}
    </ul>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const w = useWords(securityWords).passkeys;
  const language = useLanguage();
  const [state, setState] = useState<'shown' | 'renaming' | 'removing'>('shown');
  const renameButton = useRef<HTMLButtonElement>(null);
  const changed = useFactorsChanged();
  const { id, name, createdAt, lastUsedAt } = passkey;
  const used = lastUsedAt === null ? w.never : w.used(dayInWords(lastUsedAt, language));
  const shown = () => {
    setState('shown');
    renameButton.current?.focus();
  };
  const remove = async () => {
    await call(removePasskey, { params: { id } });
    announce(w.removed);
    await changed();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-48 flex-1">
        <p className="font-semibold wrap-anywhere">{name}</p>
        <p className="text-16 text-muted">
          {w.since(dayInWords(createdAt, language))}, {used}
        </p>
      </div>
      <Button
        ref={renameButton}
        variant="quiet"
        aria-label={w.renameOf(name)}
        aria-expanded={state === 'renaming'}
        onClick={() => setState('renaming')}
      >
        {w.rename}
      </Button>
      <Button variant="quiet" icon="trash" aria-label={w.removeOf(name)} onClick={() => setState('removing')}>
        {w.remove}
      </Button>
      {state === 'renaming' ? <Rename passkey={passkey} onDone={shown} /> : null}
      <ConfirmRemoval
        open={state === 'removing'}
        title={w.removeTitle(name)}
        text={w.removeText}
        action={w.remove}
        onConfirm={remove}
        onClose={() => setState('shown')}
      />
    </li>
  );
}

function Rename({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const w = useWords(securityWords).passkeys;
  const [name, setName] = useState(passkey.name);
  const changed = useFactorsChanged();
  const send = useMutation({
    mutationFn: () => call(renamePasskey, { params: { id: passkey.id }, body: { name: name.trim() } }),
    onSuccess: async () => {
      await changed();
      onDone();
    },
  });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !send.isPending) send.mutate();
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
  };
  return (
    <form noValidate onSubmit={submit} className="flex w-full flex-wrap items-end gap-3">
      {send.error ? <FormFailure error={send.error} /> : null}
      <TextField
        ref={field}
        label={w.newName}
        value={name}
        onKeyDown={giveUp}
        maxLength={limits.passkeyNameMaxCharacters}
        onChange={(event) => setName(event.target.value)}
        error={name.trim() === '' ? w.nameMissing : undefined}
      />
      <Button type="submit" variant="secondary" loading={send.isPending}>
        {w.save}
      </Button>
      <Button variant="quiet" onClick={onDone}>
        {w.cancel}
      </Button>
    </form>
  );
}
