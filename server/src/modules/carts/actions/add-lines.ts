import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { KeptReply, ReplyClaim, StoredReply } from '../../../platform/http/idempotency.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { jsonType } from '../../../platform/http/server.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { readSaleTermsOfMany, type SaleTerms, saleCodeKey, saleKey } from '../../catalog/index.ts';
import type { NewHold, RefusedHold } from '../../inventory/index.ts';
import { type CartOwner, type HoldPeriod, newPeriod } from '../rules.ts';
import type { Scarce } from '../scarce.ts';
import type { Line } from '../sql/lines.ts';
import { type BatchCart, type OpenedBatch, type OpenedCarts, openBatch, openCarts } from '../sql/open-carts.ts';
import { type AddedLine, deleteUnused, writeAdded } from '../sql/write-added.ts';
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

/** What remembers between batches, and whether anybody may hold places now. */
export interface AddingMemory {
  saleClosed: boolean;
  names: ShownNames;
  scarce: Scarce;
}

/** A wish that asks for places, with what it becomes if it gets them. */
interface Planned {
  at: number;
  wish: LineWish;
  terms: SaleTerms;
  cart: CartContent;
  /** The guest had no cart: it begins with this. */
  isNewCart: boolean;
  isFresh: boolean;
  before: Line | undefined;
  line: Line;
  period: HoldPeriod;
  hold: NewHold;
}

/**
 * Adds lines to many carts and holds their places, each wish all or nothing, in their order; makes the carts that are missing.
 * More of an offer that is in a cart raises its line, and takes what had expired again with it. A wish whose key was used
 * before is answered as it was then. At most one wish of each owner. Locks: keys, carts, then those of `hold_places`.
 *
 * Two statements do it: one locks and reads, one decides, writes and commits. What a wish would be told is made between them,
 * before it is known whether it is granted, so that nobody waits for this process while the places are locked.
 */
export async function addLines(
  tx: Tx,
  memory: AddingMemory,
  wishes: readonly LineWish[],
): Promise<(Added | Refusal)[]> {
  const inVain = wishes.map((wish) => memory.scarce.isInVain(wish));
  const hopeful = wishes.filter((_, at) => inVain[at] !== true);
  const sessionCodes = [...new Set(hopeful.map((wish) => wish.sessionCode))];
  const opened = await openBatch(tx, claimsOf(wishes), ownersOf(hopeful), sessionCodes);
  const answers = replayed(wishes, opened.claimed);
  await tellWhoIsFresh(tx, wishes, answers, opened.carts, inVain);
  const planned: Planned[] = [];
  for (const [at, wish] of wishes.entries()) {
    if (answers[at] !== undefined) continue;
    const plan = memory.saleClosed
      ? refuse('sale_closed')
      : inVain[at] === true
        ? refuse('capacity_exhausted')
        : planOf(wish, at, opened.carts, opened.terms);
    if (isRefusal(plan)) answers[at] = plan;
    else planned.push(plan);
  }
  const madeCarts = Array.from(opened.carts.byAccount.values()).flatMap(({ id, made }) => (made ? [id] : []));
  if (planned.length === 0) {
    await deleteUnused(tx, madeCarts);
    return answers.map(settled);
  }
  const shown = await showAdded(tx, memory, opened.terms, opened.carts.now, planned);
  const moments = memory.scarce.moments(planned.map(({ hold }) => hold));
  const refused = new Map((await writeAdded(tx, shown.map(toBeWritten), madeCarts)).map((one) => [one.n, one]));
  for (const [index, { plan, reply }] of shown.entries()) {
    const no = refused.get(index + 1);
    answers[plan.at] = no === undefined ? { reply, isFresh: plan.isFresh } : refusedOf(plan, no, memory, moments);
  }
  return answers.map(settled);
}

function settled(answer: Added | Refusal | undefined): Added | Refusal {
  if (answer === undefined) throw new Error('a wish was left without an answer');
  return answer;
}

function claimsOf(wishes: readonly LineWish[]): ReplyClaim[] {
  return wishes.flatMap(({ claim }) => (claim === null ? [] : [claim]));
}

/** What was said to keys that were used before; undefined for the others. */
function replayed(wishes: readonly LineWish[], found: OpenedBatch['claimed']): (Added | Refusal | undefined)[] {
  let next = 0;
  return wishes.map(({ claim }) => {
    const answer = claim === null ? 'first' : found[next++];
    if (answer === undefined || answer === 'first') return undefined;
    return isRefusal(answer) ? answer : { reply: answer, isFresh: false };
  });
}

/** Says of replies that are given again whether their cart is the one of the fresh token. */
async function tellWhoIsFresh(
  tx: Tx,
  wishes: readonly LineWish[],
  answers: readonly (Added | Refusal | undefined)[],
  carts: OpenedCarts,
  inVain: readonly boolean[],
): Promise<void> {
  const given = wishes.flatMap((wish, at) => {
    const answer = answers[at];
    return answer === undefined || isRefusal(answer) ? [] : [{ wish, answer, unknown: inVain[at] === true }];
  });
  const unknown = given.filter((one) => one.unknown);
  const others = unknown.length === 0 ? carts : await openCarts(tx, ownersOf(unknown.map(({ wish }) => wish)));
  for (const one of given) one.answer.isFresh = isOfFreshToken(one.wish, one.unknown ? others : carts);
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
  const before = cart.lines.find((other) => saleKey(other) === saleKey(terms));
  if (before === undefined && cart.lines.length >= limits.linesPerCart) return refuse('cart_full');
  const quantity = (before?.quantity ?? 0) + wish.quantity;
  if (quantity > limits.quantityPerLine) return refuse('limit_per_session');
  const period = cart.period ?? newPeriod(carts.now);
  const { sessionId, category, offer, places: placesEach, unitPriceCents } = terms;
  const change = { quantity, placesEach, unitPriceCents, holdId: uuidv7() };
  const hold: NewHold = {
    holdId: change.holdId,
    sessionId,
    category,
    places: quantity * placesEach,
    cartId: cart.id,
    accountId: cart.accountId,
    expiresAt: period.expiresAt,
    limitPerSession: terms.placesPerAccount,
    limitPerAccount: limits.placesPerAccount,
    insteadOf: before === undefined ? [] : [before.holdId],
  };
  const line =
    before === undefined ? { id: uuidv7(), sessionId, category, offer, ...change } : { ...before, ...change };
  const isNewCart = opened === undefined;
  const isFresh = isNewCart || isOfFreshToken(wish, carts);
  return { at, wish, terms, cart, isNewCart, isFresh, before, line, period, hold };
}

function refusedOf(
  { wish, hold }: Planned,
  { verdict, free }: RefusedHold,
  { scarce }: AddingMemory,
  moments: ReadonlyMap<number, number>,
): Refusal {
  if (free !== null) scarce.note(wish, hold, free, moments);
  return refuse(verdict);
}

/** What is said to a wish if it is granted. */
interface Shown {
  plan: Planned;
  reply: Added['reply'];
  kept: KeptReply | null;
}

/** Shows the carts as they will be, in the bytes that are kept where a key asks for it. */
async function showAdded(
  tx: Tx,
  memory: AddingMemory,
  terms: ReadonlyMap<string, SaleTerms>,
  now: Date,
  planned: readonly Planned[],
): Promise<Shown[]> {
  const contents = planned.map(contentOf);
  const elsewhere = contents.flatMap(({ lines }) => lines.filter((line) => !terms.has(saleKey(line))));
  const known = elsewhere.length === 0 ? terms : new Map([...terms, ...(await readSaleTermsOfMany(tx, elsewhere))]);
  const sessionIds = new Set(contents.flatMap(({ lines }) => lines.map((line) => line.sessionId)));
  const locales = new Set(planned.map(({ wish }) => wish.locale));
  const names = new Map<Locale, Awaited<ReturnType<ShownNames['read']>>>();
  for (const locale of locales) names.set(locale, await memory.names.read(tx, sessionIds, locale));
  return planned.map((plan, index): Shown => {
    const { wish } = plan;
    const { claim, locale } = wish;
    const content = contents[index];
    const its = names.get(locale);
    if (content === undefined || its === undefined) throw new Error('a cart has nothing to be shown by');
    const body = showCart(content, { terms: known, sessions: its.sessions, names: its.offers, now });
    if (claim === null) return { plan, reply: { body }, kept: null };
    const reply = { status: 201, contentType: jsonType, body: wish.serialize(body) };
    return { plan, reply, kept: { claim, stored: reply } };
  });
}

/** The cart with the line as it will be and its new hold. */
function contentOf({ cart, before, line, period }: Planned): CartContent {
  const lines = before === undefined ? [...cart.lines, line] : cart.lines.map((one) => (one === before ? line : one));
  const live = new Map(cart.live);
  if (before !== undefined) live.delete(before.holdId);
  live.set(line.holdId, { expiresAt: period.expiresAt });
  return { id: cart.id, lines, live, period };
}

function toBeWritten({ plan, kept }: Shown): AddedLine {
  const { wish, cart, isNewCart, before, line, period, hold } = plan;
  return {
    hold,
    line,
    isNewLine: before === undefined,
    newCartOf: isNewCart ? wish.freshTokenHash.toString('hex') : null,
    newPeriod: cart.period === null ? period : null,
    reply: kept,
  };
}
