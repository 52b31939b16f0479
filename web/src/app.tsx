import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect } from 'react';
import type { createShopRouter } from './router.tsx';

/** The application, drawn by the server and by the browser alike. */
export function App({
  queryClient,
  router,
  onDrawn,
}: {
  queryClient: QueryClient;
  router: ReturnType<typeof createShopRouter>;
  /** The browser has drawn it for the first time. Give the same function always. */
  onDrawn?: () => void;
}) {
  useEffect(() => onDrawn?.(), [onDrawn]);
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>
  );
}
