import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { claimKeys, keepReplies, type ReplyClaim, type StoredReply } from '../../../platform/http/idempotency.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { jsonType } from '../../../platform/http/server.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import {
  readSaleTermsOfMany,
  readSaleTermsOfSessions,
  type SaleTerms,
  saleCodeKey,
  saleKey,
} from '../../catalog/index.ts';
import { type HoldAnswer, type HoldRequest, holdPlacesOfMany } from '../../inventory/index.ts';
import { type CartOwner, type HoldPeriod, newPeriod } from '../rules.ts';
import type { Scarce } from '../scarce.ts';
import type { Line } from '../sql/lines.ts';
import { type BatchCart, type OpenedCarts, openCarts } from '../sql/open-carts.ts';
import { deleteUnused, writeAdded } from '../sql/write-added.ts';
import { type CartContent, showCart } from '../views/show-cart.ts';
import type { ShownNames } from '../views/shown-names.ts';

/** Units of an offer that somebody wants in the cart. */
export interface LineWish {
  sessionCode: string;
  category: string;
  offer: string;
  quantity: number;
  /** null: a guest without the cookie of a cart. */
  owner: CartOwner | null;
  /** The hash of the token that a guest's cart gets if it begins now. */
  freshTokenHash: Buffer;
  locale: Locale;
  claim: ReplyClaim | null;
  /** The bytes of the reply, to be kept with the claim. */
  serialize(body: Cart): Buffer;
  hasLeft(): boolean;
}

/** What is said to a wish that was granted, now or when it was first made. */
export interface Added {
  reply: { body: Cart } | StoredReply;
  /** The cart is the one of the fresh token. */
  isFresh: boolean;
}

/** What remembers between batches. */
export interface AddingMemory {
  names: ShownNames;
  scarce: Scarce;
}

/** A wish that asks for places, with what it then becomes. */
interface Planned {
  at: number;
  wish: LineWish;
  terms: SaleTerms;
  cart: CartContent;
  /** The guest had no cart: it begins with this. */
  isNewCart: boolean;
  line: Line | undefined;
  quantity: number;
  period: HoldPeriod;
  hold: HoldRequest;
}

/**
 * Adds lines to many carts and holds their places, each wish all or nothing, in their order; makes the carts that are missing.
 * More of an offer that is in a cart raises its line, and takes what had expired again with it. A wish whose key was used
 * before is answered as it was then. At most one wish of each owner. Locks: keys, carts, then those of `holdPlacesOfMany`.
 */
export async function addLines(
  tx: Tx,
  memory: AddingMemory,
  wishes: readonly LineWish[],
): Promise<(Added | Refusal)[]> {
  const answers: (Added | Refusal | undefined)[] = await replayed(tx, wishes);
  for (const [at, wish] of wishes.entries()) {
    if (answers[at] === undefined && memory.scarce.isInVain(wish)) answers[at] = refuse('capacity_exhausted');
  }
  const open = wishes.filter((_, at) => !isRefusal(answers[at]));
  if (open.length === 0) return answers.map(settled);
  const carts = await openCarts(tx, ownersOf(open));
  const terms = await readSaleTermsOfSessions(tx, [...new Set(open.map((wish) => wish.sessionCode))]);
  const planned: Planned[] = [];
  for (const [at, wish] of wishes.entries()) {
    const answer = answers[at];
    if (isRefusal(answer)) continue;
    if (answer === undefined) {
      const plan = planOf(wish, at, carts, terms);
      if (isRefusal(plan)) answers[at] = plan;
      else planned.push(plan);
    } else answer.isFresh = isOfFreshToken(wish, carts);
  }
  const moments = memory.scarce.moments(planned.map(({ hold }) => hold));
  const holds = await holdPlacesOfMany(
    tx,
    planned.map(({ hold }) => hold),
  );
  const granted: Granted[] = [];
  for (const [index, plan] of planned.entries()) {
    const hold = holds[index];
    if (hold === undefined) throw new Error('a hold was not decided');
    if ('holdId' in hold) granted.push(grantedOf(plan, hold.holdId, carts));
    else answers[plan.at] = refusedOf(plan, hold, memory, moments);
  }
  await writeAdded(tx, granted);
  await deleteUnused(tx, unusedOf(carts, granted));
  for (const [at, added] of await showAdded(tx, memory, terms, carts.now, granted)) answers[at] = added;
  return answers.map(settled);
}

function settled(answer: Added | Refusal | undefined): Added | Refusal {
  if (answer === undefined) throw new Error('a wish was left without an answer');
  return answer;
}

/** What was said to keys that were used before; undefined for the others. */
async function replayed(tx: Tx, wishes: readonly LineWish[]): Promise<(Added | Refusal | undefined)[]> {
  const claims = wishes.flatMap(({ claim }) => (claim === null ? [] : [claim]));
  const found = await claimKeys(tx, claims);
  let next = 0;
  return wishes.map(({ claim }) => {
    const answer = claim === null ? 'first' : found[next++];
    if (answer === undefined || answer === 'first') return undefined;
    return isRefusal(answer) ? answer : { reply: answer, isFresh: false };
  });
}

function ownersOf(wishes: readonly LineWish[]): { accountIds: string[]; tokenHashes: string[] } {
  const accountIds = wishes.flatMap(({ owner }) => (owner?.kind === 'account' ? [owner.accountId] : []));
  const tokenHashes = wishes.flatMap(({ owner, claim, freshTokenHash }) => {
    if (owner?.kind === 'account') return [];
    const own = owner === null ? [] : [owner.tokenHash.toString('hex')];
    // The token of a call with a key is the same each time, so that its cart may be there already.
    return claim === null ? own : [...own, freshTokenHash.toString('hex')];
  });
  return { accountIds, tokenHashes };
}

function cartOf({ owner, freshTokenHash }: LineWish, carts: OpenedCarts): BatchCart | undefined {
  if (owner?.kind === 'account') return carts.byAccount.get(owner.accountId);
  const known = owner === null ? undefined : carts.byToken.get(owner.tokenHash.toString('hex'));
  return known ?? carts.byToken.get(freshTokenHash.toString('hex'));
}

function isOfFreshToken(wish: LineWish, carts: OpenedCarts): boolean {
  return wish.owner?.kind !== 'account' && cartOf(wish, carts)?.tokenHash === wish.freshTokenHash.toString('hex');
}

/** What a wish asks to be held, or why it cannot be. */
function planOf(
  wish: LineWish,
  at: number,
  carts: OpenedCarts,
  allTerms: ReadonlyMap<string, SaleTerms>,
): Planned | Refusal {
  const terms = allTerms.get(saleCodeKey(wish));
  if (terms === undefined) return refuse('not_found');
  if (!terms.onSale) return refuse('sales_closed');
  const opened = cartOf(wish, carts);
  if (opened === undefined && wish.owner?.kind === 'account') throw new Error('the cart of an account was not opened');
  const cart = opened ?? { id: uuidv7(), accountId: null, lines: [], live: new Map(), period: null };
  const line = cart.lines.find((other) => saleKey(other) === saleKey(terms));
  if (line === undefined && cart.lines.length >= limits.linesPerCart) return refuse('cart_full');
  const quantity = (line?.quantity ?? 0) + wish.quantity;
  if (quantity > limits.quantityPerLine) return refuse('limit_per_session');
  const period = cart.period ?? newPeriod(carts.now);
  const hold: HoldRequest = {
    sessionId: terms.sessionId,
    category: terms.category,
    places: quantity * terms.places,
    cartId: cart.id,
    accountId: cart.accountId,
    expiresAt: period.expiresAt,
    limitPerSession: terms.placesPerAccount,
    limitPerAccount: limits.placesPerAccount,
    insteadOf: line === undefined ? [] : [line.holdId],
  };
  return { at, wish, terms, cart, isNewCart: opened === undefined, line, quantity, period, hold };
}

/** A line that is held, as it is written and shown. */
interface Granted {
  plan: Planned;
  cartId: string;
  line: Line;
  isNewLine: boolean;
  newCartOf: string | null;
  newPeriod: HoldPeriod | null;
  isFresh: boolean;
}

function grantedOf(plan: Planned, holdId: string, carts: OpenedCarts): Granted {
  const { wish, terms, cart, line, quantity, isNewCart } = plan;
  const { sessionId, category, offer, places, unitPriceCents } = terms;
  const change = { quantity, placesEach: places, unitPriceCents, holdId };
  return {
    plan,
    cartId: cart.id,
    line: line === undefined ? { id: uuidv7(), sessionId, category, offer, ...change } : { ...line, ...change },
    isNewLine: line === undefined,
    newCartOf: isNewCart ? wish.freshTokenHash.toString('hex') : null,
    newPeriod: cart.period === null ? plan.period : null,
    isFresh: isNewCart || isOfFreshToken(wish, carts),
  };
}

function refusedOf(
  { wish, hold }: Planned,
  answer: Exclude<HoldAnswer, { holdId: string }>,
  { scarce }: AddingMemory,
  moments: ReadonlyMap<number, number>,
): Refusal {
  if (answer.free !== null) scarce.note(wish, hold, answer.free, moments);
  return refuse(answer.refused);
}

function unusedOf(carts: OpenedCarts, granted: readonly Granted[]): string[] {
  const used = new Set(granted.map(({ cartId }) => cartId));
  return [...carts.byAccount.values()].filter((cart) => cart.made && !used.has(cart.id)).map((cart) => cart.id);
}

/** Shows the carts as they are now, and keeps what is said of them where a key asks for it. */
async function showAdded(
  tx: Tx,
  memory: AddingMemory,
  terms: ReadonlyMap<string, SaleTerms>,
  now: Date,
  granted: readonly Granted[],
): Promise<[number, Added][]> {
  const contents = granted.map(({ plan, line }) => contentWith(plan, line));
  const elsewhere = contents.flatMap(({ lines }) => lines.filter((line) => !terms.has(saleKey(line))));
  const known = elsewhere.length === 0 ? terms : new Map([...terms, ...(await readSaleTermsOfMany(tx, elsewhere))]);
  const sessionIds = new Set(contents.flatMap(({ lines }) => lines.map((line) => line.sessionId)));
  const locales = new Set(granted.map(({ plan }) => plan.wish.locale));
  const names = new Map<Locale, Awaited<ReturnType<ShownNames['read']>>>();
  for (const locale of locales) names.set(locale, await memory.names.read(tx, sessionIds, locale));
  const stored: Parameters<typeof keepReplies>[1][number][] = [];
  const shown = granted.map(({ plan: { at, wish }, isFresh }, index): [number, Added] => {
    const content = contents[index];
    const its = names.get(wish.locale);
    if (content === undefined || its === undefined) throw new Error('a cart has nothing to be shown by');
    const body = showCart(content, { terms: known, sessions: its.sessions, names: its.offers, now });
    if (wish.claim === null) return [at, { reply: { body }, isFresh }];
    const reply = { status: 201, contentType: jsonType, body: wish.serialize(body) };
    stored.push({ claim: wish.claim, stored: { ...reply, body: reply.body.toString('utf8') } });
    return [at, { reply, isFresh }];
  });
  await keepReplies(tx, stored);
  return shown;
}

/** The cart with the line as it is now and its new hold. */
function contentWith({ cart, line: before, period }: Planned, line: Line): CartContent {
  const lines = before === undefined ? [...cart.lines, line] : cart.lines.map((one) => (one === before ? line : one));
  const live = new Map(cart.live);
  if (before !== undefined) live.delete(before.holdId);
  live.set(line.holdId, { expiresAt: period.expiresAt });
  return { id: cart.id, lines, live, period };
}
