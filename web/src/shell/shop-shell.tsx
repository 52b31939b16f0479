import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OfflineNotice } from '../ui/states.tsx';
import { MfaNotice } from './mfa-notice.tsx';
import { ShopFooter } from './shop-footer.tsx';
import { ShopHeader } from './shop-header.tsx';
import { ShopNews } from './shop-news.tsx';

/** Header, page, footer. `children` stands in for the page where there is no route to draw one. */
export function ShopShell({ children }: { children?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <ShopHeader />
      {/* Below the first screen, the footer does not jump when the page behind it arrives. */}
      <main id="contenu" tabIndex={-1} className="wrap min-h-[calc(100dvh-4rem)] flex-1 py-6 outline-none sm:py-10">
        <div className="mb-6 flex flex-col gap-4 empty:hidden">
          <ShopNews />
          <OfflineNotice />
          <MfaNotice />
        </div>
        {children ?? <Outlet />}
      </main>
      <ShopFooter />
    </div>
  );
}
