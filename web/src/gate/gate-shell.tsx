import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLogin } from '../api/login.ts';

// Without it, a gate still works.
const MfaNotice = lazy(() =>
  import('../shell/mfa-notice.tsx').then(
    (module) => ({ default: module.MfaNotice }),
    () => ({ default: () => null }),
  ),
);

/** Full-screen dark layout for the gate: nothing but the control itself. */
export function GateShell() {
  const login = useLogin();
  return (
    <div className="theme-dark gloves min-h-dvh bg-page">
      <link rel="manifest" href="/controle.webmanifest" />
      <link rel="apple-touch-icon" href="/controle-192.png" />
      <main id="contenu" className="wrap flex min-h-dvh flex-col py-4">
        <div className="mb-4 empty:hidden">
          {login.status === 'in' ? (
            <Suspense>
              <MfaNotice />
            </Suspense>
          ) : null}
        </div>
        <Outlet />
      </main>
    </div>
  );
}
