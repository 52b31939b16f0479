import type { Cart } from '@og-tickets/contract/carts.ts';
import { placeOrder } from '@og-tickets/contract/orders.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { cartChanged } from '../../api/cart-sync.ts';
import { cartQuery } from '../../api/cart-query.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { useOffline } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { AcceptTerms } from './accept-terms.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { useDraft } from './draft.ts';
import { faultOf } from './form-faults.ts';
import { orderKey } from './order-key.ts';

const TERMS_ID = 'commande-conditions';

interface PlaceOrderProps {
  cart: Cart;
  cartId: string;
  accountId: string;
  /** The cart is being read again, as after a login: what is in sight may not be what would be ordered. */
  isOld: boolean;
}

/** Consent and the button that binds: its words are those of the law (code de la consommation, art. L221-14). */
export function PlaceOrder({ cart, cartId, accountId, isOld }: PlaceOrderProps) {
  const w = useWords(buyingWords).checkout;
  // Ticked by this buyer in this tab: a reload or a way back takes nothing away.
  const { draft, change, forget } = useDraft('order', { accepted: '' });
  const accepted = draft.accepted === accountId;
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const offline = useOffline();
  const order = useOrder(forget);
  const accept = (checked: boolean) => {
    change({ accepted: checked ? accountId : '' });
    setFaults([]);
  };
  const submit = () => {
    if (order.isPending || isOld) return;
    const found = accepted ? [] : [{ fieldId: TERMS_ID, message: w.termsFault }];
    setFaults(found);
    if (found.length === 0) order.mutate({ cartId, idempotencyKey: orderKey(cart) });
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <AcceptTerms id={TERMS_ID} checked={accepted} onChange={accept} error={faultOf(faults, TERMS_ID)} />
      {order.error ? <OrderFailure error={order.error} /> : null}
      {offline ? <p className="text-16 font-semibold">{w.offlineSubmit}</p> : null}
      <Button wide disabled={offline} loading={order.isPending || isOld} onClick={submit}>
        {w.submit}
      </Button>
    </>
  );
}

function useOrder(onPlaced: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (input: { cartId: string; idempotencyKey: string }) =>
      call(placeOrder, { body: { acceptTerms: true, cartId: input.cartId }, idempotencyKey: input.idempotencyKey }),
    onSuccess: async (order) => {
      onPlaced();
      await navigate({ to: '/paiement/$paymentId', params: { paymentId: order.payment.id } });
      // After the change of page: the emptied cart must not show up here first.
      await cartChanged();
    },
    onError: (error) => {
      const cartIsOld = error instanceof ApiError && error.status >= 400 && error.status < 500;
      if (cartIsOld) void client.invalidateQueries({ queryKey: cartQuery.queryKey });
    },
  });
}

/** A refusal for the cart's content is mended in the cart; anything else is tried again right here. */
function OrderFailure({ error }: { error: unknown }) {
  const w = useWords(buyingWords).checkout;
  const inCart = error instanceof ApiError && error.status === 409 && error.code !== 'request_in_progress';
  const toCart = (
    <ButtonLink to="/panier" variant="secondary">
      {w.toCart}
    </ButtonLink>
  );
  return <FormFailure error={error} actions={inCart ? toCart : undefined} />;
}
