import { resendActivation } from '@og-tickets/contract/accounts.ts';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { identityWords } from '../../words/identity.ts';
import { FormFailure } from '../../shell/form-failure.tsx';

/** Asks for the activation mail again, with the address and the password that were just typed. */
export function ResendActivation({ email, password }: { email: string; password: string }) {
  const w = useWords(identityWords).resend;
  const send = useMutation({
    mutationFn: () => call(resendActivation, { body: { email, password } }),
    onSuccess: () => announce(w.done),
  });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant="secondary" icon="mail" loading={send.isPending} onClick={() => send.mutate()}>
        {w.action}
      </Button>
      {send.isSuccess ? <p>{w.done}</p> : null}
      <p className="text-16 text-muted">{w.limit}</p>
      {send.error ? <FormFailure error={send.error} /> : null}
    </div>
  );
}
