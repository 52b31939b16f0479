import { Outlet } from '@tanstack/react-router';
import { MfaNotice } from '../shell/mfa-notice.tsx';

/** Full-screen dark layout for the gate: nothing but the control itself. */
export function GateShell() {
  return (
    <div className="theme-dark min-h-dvh bg-page">
      <link rel="manifest" href="/controle.webmanifest" />
      <link rel="apple-touch-icon" href="/controle-192.png" />
      <main id="contenu" className="wrap flex min-h-dvh flex-col py-4">
        <div className="mb-4 empty:hidden">
          <MfaNotice />
        </div>
        <Outlet />
      </main>
    </div>
  );
}
