import type { Cart } from '@og-tickets/contract/carts.ts';
import { heldPlaces } from '../../api/cart-query.ts';
import { useLogin } from '../../api/login.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { FootBar } from '../../ui/foot-bar.tsx';
import { Money } from '../../ui/format.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { orderState } from './cart-lines.ts';

/** The total and the way on. */
export function CartSummary({ cart }: { cart: Cart }) {
  const w = useWords(shopWords).cart;
  const login = useLogin();
  const offline = useOffline();
  const state = orderState(cart);
  return (
    <Card as="section" labelledBy="commande" className="flex flex-col gap-4 p-5 sm:p-6 lg:sticky lg:top-6">
      <h2 id="commande" className="heading text-24">
        {w.summary}
      </h2>
      {state === 'nothing' ? null : <p className="text-muted">{w.heldNow(heldPlaces(cart))}</p>}
      <div>
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span>{w.total}</span>
          <span className="heading text-32">
            <Money amount={cart.total} />
          </span>
        </p>
        <p className="text-16 text-muted">{w.fees}</p>
      </div>
      {state === 'ready' && offline ? <p className="text-16 font-semibold">{w.offlineOrder}</p> : null}
      {state === 'ready' && !offline ? (
        <>
          <ButtonLink to="/commande" wide icon="arrowRight">
            {w.order}
          </ButtonLink>
          {login.status === 'guest' ? <p className="text-16 text-muted">{w.loginFirst}</p> : null}
        </>
      ) : null}
      {state === 'ready' ? null : (
        <p className="text-16 font-semibold">{state === 'blocked' ? w.orderBlocked : w.orderNothing}</p>
      )}
    </Card>
  );
}

/** The total and the way on once more, in sight all the time on a phone. */
export function CartFoot({ cart }: { cart: Cart }) {
  const w = useWords(shopWords).cart;
  const offline = useOffline();
  return (
    <FootBar>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-16 text-muted">{w.total}</span>
        <span className="heading text-24">
          <Money amount={cart.total} />
        </span>
      </p>
      {orderState(cart) === 'ready' && !offline ? (
        <ButtonLink to="/commande" icon="arrowRight">
          {w.order}
        </ButtonLink>
      ) : null}
    </FootBar>
  );
}
