import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useLogin } from '../api/login.ts';
import { useNewVersion } from '../offline/new-version.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';
import { OfflineNotice } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { ShopFooter } from './shop-footer.tsx';
import { ShopHeader } from './shop-header.tsx';
import { ShopNews } from './shop-news.tsx';

const MfaNotice = lazy(() => import('./mfa-notice.tsx').then((module) => ({ default: module.MfaNotice })));

/** Offers the newer version of the pages, where there is one: what is being typed is for the visitor to finish first. */
function NewVersion() {
  const w = useWords(commonWords).newVersion;
  const isThere = useNewVersion();
  useEffect(() => {
    if (isThere) announce(w.title);
  }, [isThere, w]);
  if (!isThere) return null;
  return (
    <Banner
      tone="info"
      title={w.title}
      actions={
        <Button variant="secondary" onClick={() => location.reload()}>
          {w.show}
        </Button>
      }
    >
      {w.text}
    </Banner>
  );
}

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
