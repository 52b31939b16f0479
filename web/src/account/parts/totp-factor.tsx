import { beginTotp, confirmTotp, removeTotp, type SecondFactors } from '@og-tickets/contract/second-factors.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { securityWords } from '../../words/security.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { dayInWords } from './day-in-words.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { useFactorsChanged } from './security-queries.ts';

interface TotpFactorProps {
  totp: SecondFactors['totp'];
  /** Gets the recovery codes that come with the first factor. */
  onCodes: (codes: readonly string[]) => void;
}

/** The app that shows codes: added, changed, removed. */
export function TotpFactor({ totp, onCodes }: TotpFactorProps) {
  const w = useWords(securityWords).totp;
  const language = useLanguage();
  const [removing, setRemoving] = useState(false);
  const changed = useFactorsChanged();
  const begin = useMutation({ mutationFn: () => call(beginTotp, {}) });
  const remove = async () => {
    await call(removeTotp, {});
    announce(w.removed);
    await changed();
  };
  if (begin.data) return <ConfirmApp setup={begin.data} onCodes={onCodes} onClose={() => begin.reset()} />;
  return (
    <>
      <p>{totp === null ? w.none : w.since(dayInWords(totp.since, language))}</p>
      {begin.error ? <FormFailure error={begin.error} /> : null}
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" loading={begin.isPending} onClick={() => begin.mutate()}>
          {totp === null ? w.begin : w.replace}
        </Button>
        {totp === null ? null : (
          <Button variant="quiet" icon="trash" onClick={() => setRemoving(true)}>
            {w.remove}
          </Button>
        )}
      </div>
      <ConfirmRemoval
        open={removing}
        title={w.removeTitle}
        text={w.removeText}
        action={w.remove}
        onConfirm={remove}
        onClose={() => setRemoving(false)}
      />
    </>
  );
}

interface ConfirmAppProps {
  setup: { secret: string; uri: string };
  onCodes: TotpFactorProps['onCodes'];
  onClose: () => void;
}

function ConfirmApp({ setup, onCodes, onClose }: ConfirmAppProps) {
  const w = useWords(securityWords).totp;
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const changed = useFactorsChanged();
  const confirm = useMutation({
    mutationFn: () => call(confirmTotp, { body: { code: code.trim() } }),
    onSuccess: async ({ recoveryCodes }) => {
      announce(w.done);
      if (recoveryCodes !== null) onCodes(recoveryCodes);
      await changed();
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const bad = !/^(\d ?){6}$/.test(code.trim());
    setMissing(bad);
    if (bad) document.getElementById('application-code')?.focus();
    else if (!confirm.isPending) confirm.mutate();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <p>{w.scan}</p>
      <QrCode text={setup.uri} encoding="byte" label={w.qr} className="w-56 max-w-full rounded-field" />
      <div>
        <p className="text-16 text-muted">{w.secret}</p>
        <p className="code text-18 wrap-anywhere select-all">{setup.secret.match(/.{1,4}/g)?.join(' ')}</p>
      </div>
      {confirm.error ? <FormFailure error={confirm.error} /> : null}
      <TextField
        id="application-code"
        label={w.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={missing ? w.codeMissing : undefined}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" loading={confirm.isPending}>
          {w.confirm}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {w.cancel}
        </Button>
      </div>
    </form>
  );
}
