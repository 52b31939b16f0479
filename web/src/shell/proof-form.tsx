import type { ProofMethod } from '@og-tickets/contract/endpoint.ts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useId, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { canUsePasskeys, PasskeyUnanswered } from '../api/passkeys.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';
import { PasswordField, TextField } from '../ui/text-field.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { securityWords } from '../words/security.ts';

interface ProofFormProps {
  /** The ways that are open to this person. */
  methods: readonly ProofMethod[];
  /** Sends a code of the app, a recovery code, or a password when that is the only way. */
  onText: (text: string) => Promise<unknown>;
  onPasskey: () => Promise<unknown>;
}

/** Proves who is there: by a passkey, a code, a recovery code or the password, whichever there is. */
export function ProofForm({ methods, onText, onPasskey }: ProofFormProps) {
  const w = useWords(securityWords).proof;
  const [useRecovery, setUseRecovery] = useState(!methods.includes('totp'));
  const byPasskey = useMutation({ mutationFn: onPasskey });
  const hasText = methods.some((method) => method !== 'passkey');
  const canSwitch = methods.includes('totp') && methods.includes('recovery');
  return (
    <div className="flex flex-col gap-5">
      {methods.includes('passkey') ? (
        <>
          {byPasskey.error ? <ProofFailure error={byPasskey.error} /> : null}
          {canUsePasskeys() ? (
            <Button
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
              className="self-start max-sm:w-full"
            >
              {w.passkey}
            </Button>
          ) : (
            <p>{w.unsupported}</p>
          )}
        </>
      ) : null}
      {hasText ? (
        <TextProof kind={kindOf(methods, useRecovery)} onText={onText} main={!methods.includes('passkey')} />
      ) : null}
      {canSwitch ? (
        <Button variant="quiet" className="self-start" onClick={() => setUseRecovery(!useRecovery)}>
          {useRecovery ? w.useApp : w.useRecovery}
        </Button>
      ) : null}
    </div>
  );
}

type TextKind = 'code' | 'recovery' | 'password';

function kindOf(methods: readonly ProofMethod[], useRecovery: boolean): TextKind {
  if (methods.includes('password')) return 'password';
  return useRecovery ? 'recovery' : 'code';
}

function TextProof({ kind, onText, main }: { kind: TextKind; onText: ProofFormProps['onText']; main: boolean }) {
  const w = useWords(securityWords).proof;
  const id = useId();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({ mutationFn: onText, onError: () => setText('') });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const empty = text.trim() === '';
    setMissing(empty);
    if (empty) document.getElementById(id)?.focus();
    else if (!send.isPending) send.mutate(kind === 'password' ? text : text.trim());
  };
  const field = {
    id,
    value: text,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    error: missing && text === '' ? w.missing : undefined,
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      {send.error ? <ProofFailure error={send.error} /> : null}
      {kind === 'password' ? (
        <PasswordField {...field} name="password" autoComplete="current-password" label={w.password} />
      ) : (
        <TextField
          {...field}
          key={kind}
          name={kind}
          label={kind === 'code' ? w.code : w.recovery}
          hint={kind === 'recovery' ? w.recoveryHint : undefined}
          autoComplete={kind === 'code' ? 'one-time-code' : 'off'}
          inputMode={kind === 'code' ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      <Button
        type="submit"
        variant={main ? 'primary' : 'secondary'}
        loading={send.isPending}
        className="self-start max-sm:w-full"
      >
        {w.submit}
      </Button>
    </form>
  );
}

/** Why a proof failed, spoken once. */
export function ProofFailure({ error }: { error: unknown }) {
  const w = useWords(securityWords).proof;
  const { states } = useWords(commonWords);
  const detail =
    error instanceof ApiError ? error.detail : error instanceof PasskeyUnanswered ? w.cancelled : states.serverFailed;
  useEffect(() => announce(detail), [detail]);
  return <Banner tone="danger">{detail}</Banner>;
}
