import { lazy, type ReactNode, Suspense } from 'react';
import { useLogin } from '../api/login.ts';
import { NewVersion } from '../shell/new-version.tsx';
import { useWords } from '../words/book.ts';
import { gateWords } from '../words/gate.ts';

// Without it, a gate still works.
const MfaNotice = lazy(() =>
  import('../shell/mfa-notice.tsx').then(
    (module) => ({ default: module.MfaNotice }),
    () => ({ default: () => null }),
  ),
);

/** Full-screen dark layout for the gate: nothing but the control itself. */
export function GateShell({ children }: { children: ReactNode }) {
  const login = useLogin();
  const w = useWords(gateWords);
  return (
    <div className="theme-dark gloves min-h-dvh bg-page">
      <link rel="manifest" href="/controle.webmanifest" />
      <link rel="apple-touch-icon" href="/controle-192.png" />
      <main id="contenu" className="wrap flex min-h-dvh flex-col py-4">
        <div className="mb-4 flex flex-col gap-4 empty:hidden">
          <NewVersion text={w.newVersion} />
          {login.status === 'in' ? (
            <Suspense>
              <MfaNotice />
            </Suspense>
          ) : null}
        </div>
        {children}
      </main>
    </div>
  );
}
