import { useMutation } from '@tanstack/react-query';
import { canUsePasskeys } from '../../api/passkeys.ts';
import { finishWithPasskey } from '../../api/second-step.ts';
import { ProofFailure } from '../../shell/proof-form.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { securityWords } from '../../words/security.ts';

/**
 * Logs in with a passkey alone, without an address or a password. Nothing where the browser has none. What follows is the
 * page's matter: it sees the login change, then `onDone` is called.
 */
export function PasskeyLogin({ onDone }: { onDone?: () => void }) {
  const w = useWords(securityWords).login;
  const send = useMutation({ mutationFn: () => finishWithPasskey(), onSuccess: () => onDone?.() });
  if (!canUsePasskeys()) return null;
  return (
    <section className="mt-8 flex flex-col items-start gap-3 border-t border-line pt-6">
      <h2 className="heading text-20">{w.or}</h2>
      {send.error ? <ProofFailure error={send.error} /> : null}
      <Button variant="secondary" loading={send.isPending} onClick={() => send.mutate()} className="max-sm:w-full">
        {w.passkeyOnly}
      </Button>
    </section>
  );
}
