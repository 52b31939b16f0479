import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useLogin } from '../api/login.ts';
import { OfflineNotice } from '../ui/states.tsx';
import { NewVersion } from './new-version.tsx';
import { ShopFooter } from './shop-footer.tsx';
import { ShopHeader } from './shop-header.tsx';
import { ShopNews } from './shop-news.tsx';

const MfaNotice = lazy(() => import('./mfa-notice.tsx').then((module) => ({ default: module.MfaNotice })));

/** Header, page, footer. `children` stands in for the page where there is no route to draw one. */
export function ShopShell({ children }: { children?: ReactNode }) {
  const login = useLogin();
  const isStaff = login.status === 'in' && login.user.role !== 'customer';
  return (
    <div className="flex min-h-dvh flex-col">
      {/* The gate is installed as another application. */}
      <link rel="manifest" href="/boutique.webmanifest" />
      <link rel="apple-touch-icon" href="/boutique-192.png" />
      <ShopHeader />
      {/* Below the first screen, the footer does not jump when the page behind it arrives. */}
      <main id="contenu" tabIndex={-1} className="wrap min-h-[calc(100dvh-4rem)] flex-1 py-6 outline-none sm:py-10">
        <div className="mb-6 flex flex-col gap-4 empty:hidden">
          <ShopNews />
          <OfflineNotice />
          <NewVersion />
          {isStaff ? (
            <Suspense>
              <MfaNotice />
            </Suspense>
          ) : null}
        </div>
        {children ?? <Outlet />}
      </main>
      <ShopFooter />
    </div>
  );
}
