import { lazy, type ReactNode, Suspense } from 'react';
import { useOpenStepUp } from '../api/step-up.ts';
import { LiveRegions } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { ShopLook } from './shop-news.tsx';

/** What is on every page of every area: the skip link, the page, the question who is there, the two live regions. */
export function PageFrame({ children }: { children: ReactNode }) {
  const w = useWords(commonWords);
  return (
    <>
      <a
        href="#contenu"
        className="sr-only z-50 rounded-field bg-paper px-4 py-3 text-cobalt focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {w.skipToContent}
      </a>
      {children}
      <ShopLook />
      <StepUp />
      <LiveRegions />
    </>
  );
}

const StepUpDialog = lazy(() => import('./step-up-dialog.tsx').then((module) => ({ default: module.StepUpDialog })));

/** The question who is there, loaded when it is asked. */
function StepUp() {
  const asked = useOpenStepUp();
  return asked === undefined ? null : (
    <Suspense>
      <StepUpDialog asked={asked} />
    </Suspense>
  );
}
