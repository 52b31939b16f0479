import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Instant, OfferCode, SessionCode, SessionSummary, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { MoneySchema } from './money.ts';

const Quantity = Type.Integer({ minimum: 1, maximum: limits.quantityPerLine });

export const CartLine = Type.Object(
  {
    id: Uuid,
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offer: OfferCode,
    offerName: Type.String(),
    quantity: Quantity,
    places: Type.Integer({ description: 'Places of the whole line' }),
    unitPrice: MoneySchema,
    previousUnitPrice: Type.Union([MoneySchema, Type.Null()], {
      description: 'The price when the line was last changed, where it is another now',
    }),
    amount: MoneySchema,
    state: Type.Enum(['held', 'expired', 'unavailable'], {
      description:
        'held until holdExpiresAt; expired: the hold is over, places may be left; unavailable: not on sale any more',
    }),
    holdExpiresAt: Type.Union([Instant, Type.Null()]),
    cancellableUntil: Type.Union([Instant, Type.Null()], {
      description: 'Until when tickets bought now may be cancelled; null: not at all',
    }),
  },
  closed,
);
export type CartLine = Static<typeof CartLine>;

export const Cart = Type.Object(
  {
    id: Type.Union([Uuid, Type.Null()], { description: 'null until the first line is added' }),
    lines: Type.Array(CartLine),
    total: MoneySchema,
    holdExpiresAt: Type.Union([Instant, Type.Null()], { description: 'The first hold to end' }),
    canExtend: Type.Boolean(),
    serverTime: Instant,
  },
  closed,
);
export type Cart = Static<typeof Cart>;

const holdRefusals = [
  'capacity_exhausted',
  'limit_per_session',
  'limit_per_account',
  'sales_closed',
  'sale_closed',
] as const;
const anyone = { kind: 'anyone' } as const;

export const readCart = defineEndpoint({
  id: 'carts.read',
  method: 'GET',
  path: '/cart',
  summary: 'The caller’s cart: the account’s when logged in, else the guest’s by cookie',
  access: anyone,
  replies: { 200: Cart },
});

export const addCartLine = defineEndpoint({
  id: 'carts.add-line',
  method: 'POST',
  path: '/cart/lines',
  summary: 'Add an offer and hold its places, all or nothing',
  access: anyone,
  body: Type.Object({ session: SessionCode, category: CategoryCode, offer: OfferCode, quantity: Quantity }, closed),
  replies: { 201: Cart },
  refusals: [...holdRefusals, 'not_found', 'cart_full'],
});

export const changeCartLine = defineEndpoint({
  id: 'carts.change-line',
  method: 'PATCH',
  path: '/cart/lines/:id',
  summary: 'Change the quantity of a line; on refusal the line keeps what it had',
  access: anyone,
  params: Type.Object({ id: Uuid }),
  body: Type.Object({ quantity: Quantity }, closed),
  replies: { 200: Cart },
  refusals: [...holdRefusals, 'not_found'],
});

export const removeCartLine = defineEndpoint({
  id: 'carts.remove-line',
  method: 'DELETE',
  path: '/cart/lines/:id',
  summary: 'Remove a line and give its places back',
  access: anyone,
  params: Type.Object({ id: Uuid }),
  replies: { 200: Cart },
  refusals: ['not_found'],
});

export const extendCart = defineEndpoint({
  id: 'carts.extend',
  method: 'POST',
  path: '/cart/extend',
  summary: 'Five more minutes, once',
  access: anyone,
  replies: { 200: Cart },
  refusals: ['hold_not_extendable', 'cart_empty', 'sale_closed'],
});

export const retakeCart = defineEndpoint({
  id: 'carts.retake',
  method: 'POST',
  path: '/cart/retake',
  summary: 'Hold the places of expired lines again, each line as far as there are places',
  access: anyone,
  replies: { 200: Cart },
  refusals: ['cart_empty', 'sale_closed'],
});
