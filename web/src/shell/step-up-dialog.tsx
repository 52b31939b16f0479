import { stepUp, stepUpRequest } from '@og-tickets/contract/second-factors.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { refreshLogin } from '../api/login.ts';
import { signWithPasskey } from '../api/passkeys.ts';
import type { OpenStepUp } from '../api/step-up.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Skeleton, SkeletonBlock } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { securityWords } from '../words/security.ts';
import { ProofFailure, ProofForm } from './proof-form.tsx';

/** Asks who is there because a call needs it; the call then goes on. */
export function StepUpDialog({ asked }: { asked: OpenStepUp }) {
  const w = useWords(securityWords).stepUp;
  const ways = useQuery({
    queryKey: ['step-up-ways'],
    queryFn: ({ signal }) => call(stepUpRequest, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const prove = async (body: Parameters<typeof sendProof>[0]) => {
    await sendProof(body);
    asked.done(true);
  };
  const isPassword = ways.data?.methods.includes('password') === true;
  return (
    <Dialog open title={w.title} onClose={() => asked.done(false)}>
      <p className="mb-5">{w.text}</p>
      {ways.error ? <ProofFailure error={ways.error} /> : null}
      {ways.data ? (
        <ProofForm
          methods={ways.data.methods}
          onText={(text) => prove(isPassword ? { password: text } : { code: text })}
          onPasskey={async () => {
            // A challenge is good once: each try asks for its own.
            const { passkey } = await call(stepUpRequest, {});
            if (passkey !== null) await prove({ passkey: await signWithPasskey(passkey) });
          }}
        />
      ) : ways.error ? null : (
        <Skeleton>
          <SkeletonBlock className="h-24 w-full" />
        </Skeleton>
      )}
    </Dialog>
  );
}

async function sendProof(body: Parameters<typeof call<typeof stepUp>>[1]['body']): Promise<void> {
  await call(stepUp, { body });
  // What this login has proved shows on the pages.
  await refreshLogin();
}
