import type { Cart } from '@og-tickets/contract/carts.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { useLogin } from '../../api/login.ts';
import { openShortfall, type Shortfall } from '../../shell/cart-shortfall.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { LineNames, RetakePanel, ShortfallNotice } from '../../shell/retake-panel.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { FootBar } from '../../ui/foot-bar.tsx';
import { Money } from '../../ui/format.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock, useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { BeforeOrdering } from '../parts/before-ordering.tsx';
import { CheckoutLogin } from '../parts/checkout-login.tsx';
import { CheckoutSteps } from '../parts/checkout-steps.tsx';
import { HoldClock } from '../parts/hold-clock.tsx';
import { HolderDetails } from '../parts/holder-details.tsx';
import { NothingToOrder } from '../parts/nothing-to-order.tsx';
import { OrderRecap } from '../parts/order-recap.tsx';
import { PlaceOrder } from '../parts/place-order.tsx';

/** From the cart to the order: log in where needed, check everything, order. */
export function CheckoutPage() {
  const w = useWords(buyingWords).checkout;
  const back = (
    <Link to="/panier" className="link inline-flex min-h-11 items-center">
      {w.back}
    </Link>
  );
  return (
    <>
      <PageHeading title={w.title} above={back} />
      <CheckoutBody />
    </>
  );
}

function CheckoutBody() {
  const w = useWords(buyingWords).checkout;
  const login = useLogin();
  const offline = useOffline();
  const cart = useQuery(cartQuery);
  const [shortfall, setShortfall] = useState<Shortfall>();
  if (cart.error && !cart.data) return <FailedQuery error={cart.error} onRetry={() => void cart.refetch()} />;
  if (!cart.data || login.status === 'unknown') return <CheckoutSkeleton />;
  if (cart.data.lines.length === 0) return <NothingToOrder />;
  const isLost = cart.data.lines.some((line) => line.state !== 'held');
  const open = shortfall && openShortfall(shortfall, cart.data.lines);
  return (
    <>
      <div className="mb-6 flex flex-col gap-4 empty:hidden">
        {offline ? <Banner tone="warn">{w.offline}</Banner> : null}
        {open ? <ShortfallNotice news={shortfall} shortfall={open} /> : null}
      </div>
      {isLost ? (
        <HoldLost cart={cart.data} frozen={offline} onRetaken={setShortfall} />
      ) : (
        <CheckoutOpen cart={cart.data} isOld={cart.isFetching} onHoldEnd={() => void cart.refetch()} />
      )}
    </>
  );
}

interface CheckoutOpenProps {
  cart: Cart;
  /** It is being read again. */
  isOld: boolean;
  onHoldEnd: () => void;
}

function CheckoutOpen({ cart, isOld, onHoldEnd }: CheckoutOpenProps) {
  const w = useWords(buyingWords);
  const login = useLogin();
  return (
    <>
      <CheckoutSteps now={login.status === 'in' ? 'check' : 'account'} />
      {cart.holdExpiresAt ? (
        <div className="mb-6">
          <HoldClock label={w.recap.held} deadline={cart.holdExpiresAt} onEnd={onHoldEnd} />
        </div>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_26rem] *:min-w-0">
        {login.status === 'in' ? <HolderDetails user={login.user} /> : <CheckoutLogin />}
        <OrderRecap lines={cart.lines} total={cart.total} totalLabel={w.recap.total}>
          <Link to="/panier" className="link inline-flex min-h-11 items-center self-start">
            {w.checkout.editCart}
          </Link>
          <BeforeOrdering />
          {login.status === 'in' ? null : <p className="text-16 text-muted">{w.checkout.meansText}</p>}
          {login.status === 'in' && cart.id ? (
            <PlaceOrder cart={cart} cartId={cart.id} accountId={login.user.id} isOld={isOld} />
          ) : null}
        </OrderRecap>
      </div>
      <FootBar>
        <p className="text-16 text-muted">{w.recap.total}</p>
        <p className="heading text-24">
          <Money amount={cart.total} />
        </p>
      </FootBar>
    </>
  );
}

interface HoldLostProps {
  cart: Cart;
  frozen: boolean;
  onRetaken: (shortfall: Shortfall) => void;
}

/** Holds ended on the way: which ones, and one press to take them again right here. */
function HoldLost({ cart, frozen, onRetaken }: HoldLostProps) {
  const w = useWords(buyingWords).checkout;
  // What had the focus is gone.
  useEffect(() => wantHeadingFocus(), []);
  const gone = cart.lines.filter(({ state }) => state === 'unavailable');
  const expired = cart.lines.some(({ state }) => state === 'expired');
  return (
    <div className="flex flex-col items-stretch gap-4">
      {expired ? <RetakePanel cart={cart} frozen={frozen} named onDone={onRetaken} /> : null}
      {gone.length > 0 ? (
        <Banner tone="warn" title={w.goneTitle}>
          <LineNames lines={gone} />
          {w.goneText}
        </Banner>
      ) : null}
      <ButtonLink to="/panier" variant="secondary" className="self-start">
        {w.toCart}
      </ButtonLink>
    </div>
  );
}

function CheckoutSkeleton() {
  return (
    <Skeleton>
      <div className="grid gap-6 lg:grid-cols-[1fr_26rem]">
        <SkeletonBlock className="h-64 w-full rounded-card" />
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
