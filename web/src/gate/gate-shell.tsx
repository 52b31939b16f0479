import { Outlet } from '@tanstack/react-router';

/** Full-screen dark layout for the gate: nothing but the control itself. */
export function GateShell() {
  return (
    <div className="theme-dark min-h-dvh bg-page">
      <main id="contenu" className="wrap flex min-h-dvh flex-col py-4">
        <Outlet />
      </main>
    </div>
  );
}
