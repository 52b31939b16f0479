import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLogin } from '../api/login.ts';
import { queryClient } from '../api/query-client.ts';
import { registerServiceWorker } from '../offline/register.ts';
import { reportFailures } from '../shell/report-failures.ts';
import '../ui/styles.css';
import { startLanguage } from '../words/language.ts';
import { GateApp } from './gate-app.tsx';

start();

/** The gate is an application of its own: what only the shop needs, the router first of all, does not come with it. */
function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('gate.html has no #root');
  reportFailures();
  startLanguage(undefined);
  startLogin();
  // Whoever logs out here has their tickets of the shop wiped in this browser, too.
  void import('../offline/kept-tickets.ts').then(({ startKeepingTickets }) => startKeepingTickets(queryClient));
  registerServiceWorker();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <GateApp />
      </QueryClientProvider>
    </StrictMode>,
  );
}
