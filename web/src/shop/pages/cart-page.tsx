import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCartMirror } from '../../api/cart-mirror.ts';
import { cartQuery } from '../../api/cart-query.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useHydrated } from '../../ui/use-hydrated.ts';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { shopWords } from '../../words/shop.ts';
import { CartContent } from '../parts/cart-content.tsx';
import { SeenSessions } from '../parts/seen-list.tsx';
import { type RemovedLine, RemovedNotice } from '../parts/removed-notice.tsx';
import { RestoreCart, type Restored, RestoredNotice } from '../parts/restore-cart.tsx';

/** The cart: what is held and until when. */
export function CartPage() {
  const w = useWords(shopWords).cart;
  const common = useWords(commonWords);
  const cart = useQuery(cartQuery);
  // The server draws the page without a cart: it is the same for everybody.
  const isHydrated = useHydrated();
  const content = isHydrated ? cart.data : undefined;
  const mirror = useCartMirror();
  const [removed, setRemoved] = useState<RemovedLine>();
  const [restored, setRestored] = useState<Restored>();
  const retry = () => void cart.refetch();
  const noteRemoved = (line: RemovedLine) => {
    setRestored(undefined);
    setRemoved(line);
  };
  const empty = content?.lines.length === 0;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-6">
        {content && cart.error ? (
          <Banner
            tone="warn"
            title={w.stale}
            actions={
              <Button variant="secondary" onClick={retry}>
                {common.actions.retry}
              </Button>
            }
          />
        ) : null}
        {removed ? <RemovedNotice removed={removed} onUndone={() => setRemoved(undefined)} /> : null}
        {restored ? <RestoredNotice restored={restored} /> : null}
        {content && !empty ? <CartContent cart={content} onRemoved={noteRemoved} /> : null}
        {empty && mirror ? <RestoreCart mirror={mirror} onRestored={setRestored} /> : null}
        {empty && !mirror ? (
          <>
            <EmptyCart />
            <SeenSessions />
          </>
        ) : null}
        {isHydrated && !content && cart.error ? (
          <FailedQuery error={cart.error} onRetry={retry} title={w.failed} />
        ) : null}
        {!isHydrated || cart.isPending ? <CartSkeleton /> : null}
      </div>
    </>
  );
}

function EmptyCart() {
  const w = useWords(shopWords).cart;
  const common = useWords(commonWords);
  return (
    <EmptyState
      icon="cart"
      title={w.emptyTitle}
      actions={<ButtonLink to="/epreuves">{common.actions.seeSessions}</ButtonLink>}
    >
      {w.emptyText}
    </EmptyState>
  );
}

function CartSkeleton() {
  return (
    <Skeleton>
      <div className="flex flex-col gap-6">
        <SkeletonBlock className="h-20 w-full" />
        <SkeletonBlock className="h-56 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
