import { limits } from '@og-tickets/contract/limits.ts';
import { addPasskey, passkeyCreation } from '@og-tickets/contract/second-factors.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { canUsePasskeys, makePasskey } from '../../api/passkeys.ts';
import { ProofFailure } from '../../shell/proof-form.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { securityWords } from '../../words/security.ts';
import { useFactorsChanged } from './security-queries.ts';

const nameId = 'cle-nom';

/** Registers a passkey under a name. `onCodes` gets the recovery codes that come with the first factor. */
export function AddPasskey({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const words = useWords(securityWords);
  const w = words.passkeys;
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const changed = useFactorsChanged();
  const add = useMutation({
    mutationFn: async () => {
      const passkey = await makePasskey(await call(passkeyCreation, {}));
      return call(addPasskey, { body: { name: name.trim(), passkey } });
    },
    onSuccess: async ({ passkey, recoveryCodes }) => {
      setName('');
      announce(w.added(passkey.name));
      if (recoveryCodes !== null) onCodes(recoveryCodes);
      await changed();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const empty = name.trim() === '';
    setMissing(empty);
    if (empty) document.getElementById(nameId)?.focus();
    else if (!add.isPending) add.mutate();
  };
  if (!canUsePasskeys()) return <p>{words.proof.unsupported}</p>;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {add.error ? <ProofFailure error={add.error} /> : null}
      <TextField
        id={nameId}
        label={w.nameLabel}
        hint={w.nameHint}
        value={name}
        maxLength={limits.passkeyNameMaxCharacters}
        onChange={(event) => setName(event.target.value)}
        error={missing && name.trim() === '' ? w.nameMissing : undefined}
      />
      <Button type="submit" loading={add.isPending} className="self-start max-sm:w-full">
        {w.add}
      </Button>
    </form>
  );
}
