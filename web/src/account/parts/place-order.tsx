import type { Cart } from '@og-tickets/contract/carts.ts';
import { placeOrder } from '@og-tickets/contract/orders.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { cartQuery } from '../../api/cart-query.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ErrorSummary, type FieldFault } from '../../ui/error-summary.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { AcceptTerms } from './accept-terms.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { faultOf } from './form-faults.ts';
import { orderKey } from './order-key.ts';

const TERMS_ID = 'commande-conditions';

/** Consent and the button that binds: its words are those of the law (code de la consommation, art. L221-14). */
export function PlaceOrder({ cart, cartId }: { cart: Cart; cartId: string }) {
  const w = useWords(buyingWords).checkout;
  const [accepted, setAccepted] = useState(false);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const order = useOrder();
  const submit = () => {
    if (order.isPending) return;
    const found = accepted ? [] : [{ fieldId: TERMS_ID, message: w.termsFault }];
    setFaults(found);
    if (found.length === 0) order.mutate({ cartId, idempotencyKey: orderKey(cart) });
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <AcceptTerms id={TERMS_ID} checked={accepted} onChange={setAccepted} error={faultOf(faults, TERMS_ID)} />
      {order.error ? <OrderFailure error={order.error} /> : null}
      <Button wide loading={order.isPending} onClick={submit}>
        {w.submit}
      </Button>
    </>
  );
}

function useOrder() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (input: { cartId: string; idempotencyKey: string }) =>
      call(placeOrder, { body: { acceptTerms: true, cartId: input.cartId }, idempotencyKey: input.idempotencyKey }),
    onSuccess: async (order) => {
      await navigate({ to: '/paiement/$paymentId', params: { paymentId: order.payment.id } });
      // After the change of page: the emptied cart must not show up here first.
      await client.invalidateQueries({ queryKey: cartQuery.queryKey });
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
