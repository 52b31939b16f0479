import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startCartSync } from './api/cart-sync.ts';
import { startLogin } from './api/login.ts';
import { queryClient } from './api/query-client.ts';
import { startKeepingTickets } from './offline/kept-tickets.ts';
import { registerServiceWorker } from './offline/register.ts';
import { router } from './router.tsx';
import './ui/styles.css';
import { applyStoredLanguage } from './words/language.ts';

applyStoredLanguage();
startLogin();
startCartSync();
void startKeepingTickets(queryClient);
registerServiceWorker();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
