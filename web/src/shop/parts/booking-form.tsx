import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { TicketCard } from '../../ui/card.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { StateMessage } from '../../ui/states.tsx';
import { useHydrated } from '../../ui/use-hydrated.ts';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { type Choice, optionsOf, readChoice } from './booking-options.ts';
import { BookingDone, BookingStub } from './booking-stub.tsx';
import { useAddLine } from './cart-writes.ts';
import { CategoryChoice } from './category-choice.tsx';
import { useKeptState } from './kept-state.ts';
import { OfferChoice } from './offer-choice.tsx';

/** Category, offer and quantity, then into the cart. */
export function BookingForm({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).booking;
  const cart = useQuery(cartQuery);
  const hydrated = useHydrated();
  const [choice, setChoice] = useKeptState(`booking.${session.code}`, readChoice);
  const add = useAddLine();
  const options = optionsOf(session, cart.data?.lines ?? [], choice);
  const { category, chosen, quantity } = options;
  const maxReason = useMaxReason(session, options);
  const change = (next: Partial<Choice>) => {
    add.reset();
    setChoice({ ...choice, ...next });
  };
  if (!category || !chosen) {
    return add.data && add.variables ? (
      <BookingDone cart={add.data} line={add.variables} />
    ) : (
      <LimitReached limit={session.limits.placesPerAccount} />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending) return;
    const line = { session: session.code, category: category.category, offer: chosen.tariff.offer, quantity };
    add.mutate(line, { onSuccess: () => setChoice({ ...choice, quantity: 1 }) });
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!hydrated} className="contents">
        <TicketCard stub={<BookingStub options={options} add={add} />}>
          <div className="flex flex-col gap-7">
            <CategoryChoice
              categories={session.categories}
              chosen={category.category}
              onChoose={(code) => change({ category: code })}
            />
            <OfferChoice
              offers={options.offers}
              chosen={chosen.tariff.offer}
              limit={session.limits.placesPerAccount}
              remaining={category.remaining}
              onChoose={(offer) => change({ offer })}
            />
            <QuantityStepper
              label={w.quantity}
              showLabel
              min={1}
              max={chosen.max}
              value={quantity}
              onChange={(value) => change({ quantity: value })}
              maxReason={maxReason}
            />
          </div>
        </TicketCard>
      </fieldset>
    </form>
  );
}

function useMaxReason(session: SessionDetail, options: ReturnType<typeof optionsOf>): string | undefined {
  const w = useWords(shopWords).booking;
  const { category, chosen, placesInCart } = options;
  const limit = session.limits.placesPerAccount;
  switch (chosen?.reason) {
    case 'remaining':
      return w.maxRemaining(category?.remaining ?? 0);
    case 'line':
      return w.maxLine(chosen.max);
    case 'limit':
      return placesInCart > 0 ? w.maxLimitInCart(limit, placesInCart) : w.maxLimit(limit);
    case undefined:
      return undefined;
  }
}

function LimitReached({ limit }: { limit: number }) {
  const w = useWords(shopWords).booking;
  return (
    <StateMessage icon="cart" title={w.fullTitle} level={3} actions={<ButtonLink to="/panier">{w.toCart}</ButtonLink>}>
      {w.fullText(limit)}
    </StateMessage>
  );
}
