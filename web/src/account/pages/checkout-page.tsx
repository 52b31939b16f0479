import type { Cart } from '@og-tickets/contract/carts.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { useLogin } from '../../api/login.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock, StateMessage } from '../../ui/states.tsx';
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
  const login = useLogin();
  const cart = useQuery(cartQuery);
  if (cart.error && !cart.data) return <FailedQuery error={cart.error} onRetry={() => void cart.refetch()} />;
  if (!cart.data || login.status === 'unknown') return <CheckoutSkeleton />;
  if (cart.data.lines.length === 0) return <NothingToOrder />;
  if (cart.data.lines.some((line) => line.state !== 'held')) return <HoldLost />;
  return <CheckoutOpen cart={cart.data} onHoldEnd={() => void cart.refetch()} />;
}

function CheckoutOpen({ cart, onHoldEnd }: { cart: Cart; onHoldEnd: () => void }) {
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
          {login.status === 'in' && cart.id ? <PlaceOrder cart={cart} cartId={cart.id} /> : null}
        </OrderRecap>
      </div>
    </>
  );
}

function HoldLost() {
  const w = useWords(buyingWords).checkout;
  // What had the focus is gone.
  useEffect(() => wantHeadingFocus(), []);
  return (
    <StateMessage icon="clock" title={w.lostTitle} actions={<ButtonLink to="/panier">{w.toCart}</ButtonLink>}>
      {w.lostText}
    </StateMessage>
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
