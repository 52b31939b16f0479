import * as contract from '@og-tickets/contract/carts.ts';
import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { type Db, type Tx, withTx } from '../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type Context, type Route, rawReply, reply, route } from '../../platform/http/route.ts';
import type { AddLine } from './actions/add-line.ts';
import { changeLine } from './actions/change-line.ts';
import { extendCart } from './actions/extend-cart.ts';
import { mergeGuestCart } from './actions/merge-guest-cart.ts';
import { removeLine } from './actions/remove-line.ts';
import { retakeCart } from './actions/retake-cart.ts';
import { freshGuestToken, guestCookieSeconds, hashGuestToken } from './guest-token.ts';
import type { CartOwner } from './rules.ts';
import { hasCart, readCartView } from './views/cart.ts';

type CartContext = Pick<Context<Endpoint>, 'caller' | 'cookie' | 'setCookie' | 'clearCookie' | 'locale'>;

/** The endpoints of the cart. */
export function cartRoutes(db: Db, addLine: AddLine, isSaleClosed: () => Promise<boolean>): Route[] {
  const callersCart = (context: CartContext): Promise<CartOwner | null> => findCallersCart(db, context);

  /** Does something to the caller's cart; `without` is said to a guest who has none. */
  async function change(
    context: CartContext,
    without: Refusal,
    work: (tx: Tx, owner: CartOwner, saleClosed: boolean) => Promise<Refusal | null>,
  ): Promise<Refusal | { status: 200; body: contract.Cart }> {
    const owner = await callersCart(context);
    const saleClosed = await isSaleClosed();
    const refused = owner === null ? without : await withTx(db, (tx) => work(tx, owner, saleClosed));
    return refused ?? reply(200, await readCartView(db, owner, context.locale));
  }

  /** Whose cart gets a line: known without asking the database, except once after a login. */
  async function buyer(context: CartContext & Pick<Context<Endpoint>, 'claim' | 'idempotencyKey'>) {
    const cookie = context.cookie('cart');
    const token = freshGuestToken(context.claim === null ? null : context.idempotencyKey, cookie);
    if (context.caller.kind === 'login') return { cookie, token, owner: await callersCart(context) };
    const owner = cookie === undefined ? null : ({ kind: 'guest', tokenHash: hashGuestToken(cookie) } as const);
    return { cookie, token, owner };
  }

  return [
    route(contract.readCart, async (context) =>
      reply(200, await readCartView(db, await callersCart(context), context.locale)),
    ),
    route(
      contract.addCartLine,
      async (context) => {
        const { session: sessionCode, ...wanted } = context.body;
        const { cookie, token, owner } = await buyer(context);
        const added = await addLine({
          ...wanted,
          sessionCode,
          owner,
          freshTokenHash: hashGuestToken(token),
          locale: context.locale,
          claim: context.claim,
          serialize: (body) => context.serialize(201, body),
          hasLeft: () => context.hasLeft(),
        });
        if (isRefusal(added)) return added;
        if (added.isFresh && token !== cookie) context.setCookie('cart', token, { maxAgeSeconds: guestCookieSeconds });
        return rawReply(201, added.reply.body);
      },
      { keepsReplies: true },
    ),
    route(contract.changeCartLine, (context) =>
      change(context, refuse('not_found'), (tx, owner, saleClosed) =>
        changeLine(tx, { owner, lineId: context.params.id, quantity: context.body.quantity, saleClosed }),
      ),
    ),
    route(contract.removeCartLine, (context) =>
      change(context, refuse('not_found'), (tx, owner) => removeLine(tx, { owner, lineId: context.params.id })),
    ),
    route(contract.extendCart, (context) => change(context, refuse('cart_empty'), extendCart)),
    route(contract.retakeCart, (context) => change(context, refuse('cart_empty'), retakeCart)),
  ];
}

/**
 * The cart of whoever calls: the account's, which first takes over what the same browser chose as a guest; else the guest's.
 * null: a guest without a cart. A cookie that opens none counts as none, so that nobody can plant one.
 */
async function findCallersCart(db: Db, context: CartContext): Promise<CartOwner | null> {
  const { caller } = context;
  const token = context.cookie('cart');
  const tokenHash = token === undefined ? null : hashGuestToken(token);
  if (caller.kind === 'guest') {
    const guest = tokenHash === null ? null : ({ kind: 'guest', tokenHash } as const);
    return guest !== null && (await hasCart(db, guest)) ? guest : null;
  }
  const { accountId } = caller;
  if (tokenHash !== null) {
    await withTx(db, (tx) => mergeGuestCart(tx, { tokenHash, accountId }));
    context.clearCookie('cart');
  }
  return { kind: 'account', accountId };
}
