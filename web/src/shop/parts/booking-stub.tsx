import type { Cart } from '@og-tickets/contract/carts.ts';
import { money } from '@og-tickets/contract/money.ts';
import { Link } from '@tanstack/react-router';
import type { MirrorLine } from '../../api/cart-mirror.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Money } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { optionsOf } from './booking-options.ts';
import type { useAddLine } from './cart-writes.ts';
import { FocusBox } from '../../ui/focus-box.tsx';
import { useHoldClock } from './hold-clock.ts';
import { WriteFailed } from '../../shell/write-failed.tsx';

interface BookingStubProps {
  options: ReturnType<typeof optionsOf>;
  add: ReturnType<typeof useAddLine>;
}

/** What is about to be booked, its price, the button, and what came of it. */
export function BookingStub({ options, add }: BookingStubProps) {
  const w = useWords(shopWords).booking;
  const { category, chosen, quantity, placesInCart } = options;
  if (!category || !chosen) return null;
  const { tariff } = chosen;
  const line = add.variables;
  const retry = () => {
    if (line && !add.isPending) add.mutate(line);
  };
  return (
    <div className="flex flex-col gap-4 beside:sticky beside:top-6 beside:w-64">
      <div>
        <p className="font-semibold">{w.summary(quantity, tariff.offerName, category.category)}</p>
        <p className="text-16 text-muted">{w.places(quantity * tariff.places)}</p>
      </div>
      <div>
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-muted">{w.total}</span>
          {/* Only shown: the server prices the cart and the order itself. */}
          <span className="heading text-32">
            <Money amount={money(tariff.price.cents * quantity)} />
          </span>
        </p>
        <p className="text-16 text-muted">{w.feesIncluded}</p>
      </div>
      <Button type="submit" icon="cart" wide loading={add.isPending}>
        {w.submit}
      </Button>
      <WriteFailed error={add.error} title={w.refusedTitle} onRetry={retry} />
      {add.data && add.variables ? (
        <BookingDone cart={add.data} line={add.variables} />
      ) : placesInCart > 0 ? (
        <p className="text-16">
          {w.inCart(placesInCart)}{' '}
          <Link to="/panier" className="link">
            {w.toCart}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** The places are in the cart: until when, and where to go on. Takes the focus. */
export function BookingDone({ cart, line }: { cart: Cart; line: MirrorLine }) {
  const w = useWords(shopWords);
  const until = useHoldClock(cart.holdExpiresAt);
  const held = cart.lines.find(
    ({ session, category, offer }) => session === line.session && category === line.category && offer === line.offer,
  );
  return (
    <FocusBox news={cart}>
      <Banner
        tone="ok"
        title={w.booking.doneTitle}
        actions={
          <>
            <ButtonLink to="/panier">{w.booking.toCart}</ButtonLink>
            <ButtonLink to="/commande" variant="secondary">
              {w.cart.order}
            </ButtonLink>
            <ButtonLink to="/epreuves" variant="quiet">
              {w.booking.goOn}
            </ButtonLink>
          </>
        }
      >
        {held ? <p>{w.booking.doneText(held.quantity, held.offerName, held.category)}</p> : null}
        {until ? <p className="font-semibold">{w.cart.heldUntil(until)}</p> : null}
      </Banner>
    </FocusBox>
  );
}
