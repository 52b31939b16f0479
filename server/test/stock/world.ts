import { sql } from 'kysely';
import { expect } from 'vitest';
import { freeExpiredHolds } from '../../src/modules/inventory/actions/free-expired-holds.ts';
import * as inventory from '../../src/modules/inventory/index.ts';
import { type Db, type Tx, withTx } from '../../src/platform/database/database.ts';
import { isRefusal } from '../../src/platform/http/refusal.ts';
import { uuidv7 } from '../../src/platform/keys/random.ts';
import { byId, type ModelHold, type ModelOwner, modelLimits, StockModel } from './model.ts';
import type { Step } from './steps.ts';

type StepOf<Name extends Step['do']> = Extract<Step, { do: Name }>;
interface AccountOwner extends ModelOwner {
  account: string;
}

const categories = ['A', 'B', 'A'];

/** Three stocks, a guest and two accounts, in a database and in the model. A step is done to both and compared. */
export class StockWorld {
  readonly #db: Db;
  readonly #model: StockModel;
  readonly #guest: ModelOwner = { cart: uuidv7(), account: null };
  readonly #accounts: AccountOwner[] = [uuidv7(), uuidv7()].map((cart) => ({ cart, account: uuidv7() }));
  readonly #orders: string[] = [];

  constructor(db: Db, firstSession: number) {
    this.#db = db;
    this.#model = new StockModel([
      { session: firstSession, capacity: 5 },
      { session: firstSession, capacity: 3 },
      { session: firstSession + 1, capacity: 4 },
    ]);
  }

  /** Writes the stocks. */
  async begin(): Promise<void> {
    const rows = this.#model.stocks.map(({ capacity }, stock) => ({ ...this.#key(stock), capacity }));
    await this.#tx((tx) => inventory.setCapacities(tx, rows));
  }

  /** Does a step to both and compares what it says, then every hold and counter. */
  async run(step: Step): Promise<void> {
    await this.#do(step);
    await this.#compare();
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'hold':
        return this.#hold(this.#owner(step.owner), step);
      case 'hold batch':
        return this.#holdBatch(step.wishes);
      case 'replace':
      case 'release':
      case 'shrink':
      case 'pass deadline':
        return this.#changeHold(step, this.#model.holds.at(step.hold % Math.max(this.#model.holds.length, 1)));
      case 'claim cart':
        return this.#claim(this.#owner(step.owner), step.account, this.#model.live(this.#owner(step.owner).cart));
      case 'claim hold': {
        if (this.#model.holds.length === 0) return;
        const hold = pick(this.#model.holds, step.hold);
        return this.#claim(step.ofAnyCart ? this.#owner(step.account) : hold, step.account, [hold]);
      }
      case 'sell':
      case 'free':
      case 'retake':
        return this.#orders.length === 0 ? undefined : this.#settle(step.do, pick(this.#orders, step.order));
      case 'adopt':
        return this.#adopt(this.#guest, pick(this.#accounts, step.account));
      case 'extend':
        return this.#extend(this.#owner(step.owner));
      case 'set capacity':
        return this.#setCapacity(step);
      case 'sweep':
        await freeExpiredHolds(this.#db);
        for (const hold of this.#model.holds) if (hold.state === 'live' && hold.over) hold.state = 'freed';
    }
  }

  async #hold(owner: ModelOwner, wanted: { stock: number; places: number; replaced?: ModelHold }): Promise<void> {
    const stock = wanted.stock % this.#model.stocks.length;
    const { places, replaced } = wanted;
    const held = await this.#tx((tx) =>
      inventory.holdPlaces(tx, {
        ...this.#key(stock),
        places,
        cartId: owner.cart,
        accountId: owner.account,
        expiresAt: new Date(Date.now() + 900_000),
        ...modelLimits,
        ...(replaced === undefined ? {} : { insteadOf: [replaced.id] }),
      }),
    );
    const id = isRefusal(held) ? '' : held.holdId;
    const said = this.#model.hold(owner, { stock, places, id, ...(replaced === undefined ? {} : { replaced }) });
    expect(isRefusal(held) ? held.code : 'done').toBe(said);
  }

  async #holdBatch(wishes: StepOf<'hold batch'>['wishes']): Promise<void> {
    const known = new Set<string>();
    const batch = wishes.map(({ owner: index, stock, places }) => {
      const one = this.#owner(index);
      // Whoever is in the batch already leaves the wish to a new guest.
      const owner = known.has(one.cart) ? { cart: uuidv7(), account: null } : one;
      known.add(owner.cart);
      return { owner, stock: stock % this.#model.stocks.length, places };
    });
    const answers = await this.#tx((tx) =>
      inventory.holdPlacesOfMany(
        tx,
        batch.map(({ owner, stock, places }) => ({
          ...this.#key(stock),
          places,
          cartId: owner.cart,
          accountId: owner.account,
          expiresAt: new Date(Date.now() + 900_000),
          ...modelLimits,
        })),
      ),
    );
    const said = batch.map(({ owner, stock, places }, index) => {
      const answer = answers[index];
      const id = answer !== undefined && 'holdId' in answer ? answer.holdId : '';
      return this.#model.holdInBatch(owner, { stock, places, id });
    });
    expect(answers.map((answer) => ('holdId' in answer ? 'done' : answer.refused))).toEqual(said);
  }

  async #changeHold(
    step: StepOf<'replace' | 'release' | 'shrink' | 'pass deadline'>,
    hold: ModelHold | undefined,
  ): Promise<void> {
    if (hold === undefined) return;
    const ref = { sessionId: this.#key(hold.stock).sessionId, holdId: hold.id };
    const isLive = hold.state === 'live';
    switch (step.do) {
      case 'replace': {
        const owner = { cart: hold.cart, account: hold.account };
        return this.#hold(owner, { stock: hold.stock, places: step.places, replaced: hold });
      }
      case 'release':
        await this.#tx((tx) => inventory.releaseHolds(tx, [ref]));
        if (isLive) hold.state = 'freed';
        return;
      case 'shrink': {
        const shrinks = isLive && !hold.over && step.places < hold.places;
        const shrunk = await this.#tx((tx) => inventory.shrinkHold(tx, { ...ref, places: step.places }));
        expect(shrunk).toBe(shrinks);
        if (shrinks) hold.places = step.places;
        return;
      }
      case 'pass deadline':
        await sql`UPDATE inventory.holds SET expires_at = now() - interval '1 second' WHERE id = ${hold.id}`.execute(
          this.#db,
        );
        hold.over = true;
    }
  }

  async #claim({ cart }: { cart: string }, forAccount: number, holds: readonly ModelHold[]): Promise<void> {
    if (holds.length === 0) return;
    const order = uuidv7();
    const { account } = pick(this.#accounts, forAccount);
    const refs = holds.map((hold) => ({ sessionId: this.#key(hold.stock).sessionId, holdId: hold.id }));
    const claim = { cartId: cart, accountId: account, orderId: order, holds: refs };
    const expiresAt = new Date(Date.now() + 900_000);
    const refused = await this.#tx((tx) => inventory.claimHolds(tx, { ...claim, expiresAt }));
    const said = this.#model.claim({ cart, account, order, holds });
    expect(refused?.code ?? 'done').toBe(said);
    if (refused === null) this.#orders.push(order);
  }

  async #settle(what: 'sell' | 'free' | 'retake', order: string): Promise<void> {
    const claimed = this.#model.ofOrder(order, 'claimed');
    if (what === 'retake') {
      const retaken = await this.#tx((tx) => inventory.retakeForOrder(tx, order));
      expect(retaken).toBe(this.#model.retake(order));
      return;
    }
    const done = this.#tx((tx) => (what === 'sell' ? inventory.sellClaim(tx, order) : inventory.freeClaim(tx, order)));
    if (what === 'sell' && claimed.length === 0) await expect(done).rejects.toThrow('no claimed hold');
    await done.catch(() => undefined);
    for (const hold of claimed) hold.state = what === 'sell' ? 'sold' : 'freed';
  }

  async #adopt(guest: ModelOwner, into: AccountOwner): Promise<void> {
    const adoption = { cartId: guest.cart, intoCartId: into.cart, accountId: into.account };
    const adopted = await this.#tx((tx) => inventory.adoptHolds(tx, adoption));
    expect([...adopted].toSorted()).toEqual(this.#model.adopt(guest.cart, into).toSorted());
  }

  async #extend({ cart }: ModelOwner): Promise<void> {
    const expiresAt = new Date(Date.now() + 1_200_000);
    await this.#tx((tx) => inventory.extendHolds(tx, { cartId: cart, expiresAt }));
    const live = await inventory.liveHolds(this.#db, cart);
    expect(live).toEqual(new Map(this.#model.live(cart).map(({ id }) => [id, { expiresAt }])));
  }

  async #setCapacity(step: StepOf<'set capacity'>): Promise<void> {
    const stock = step.stock % this.#model.stocks.length;
    const { capacity } = step;
    const refused = await this.#tx((tx) => inventory.setCapacities(tx, [{ ...this.#key(stock), capacity }]));
    const taken = this.#model.taken(stock);
    expect(refused).toEqual(taken > capacity ? [{ ...this.#key(stock), capacity, taken }] : null);
    const row = this.#model.stocks[stock];
    if (row !== undefined && taken <= capacity) row.capacity = capacity;
  }

  async #compare(): Promise<void> {
    const sessions = this.#model.stocks.map((row) => row.session);
    const stocks = await this.#db
      .selectFrom('inventory.inventory')
      .select(['session_id as sessionId', 'category', 'capacity', 'taken'])
      .where('session_id', 'in', sessions)
      .orderBy('session_id')
      .orderBy('category')
      .execute();
    const expected = this.#model.stocks.map(({ capacity }, at) => ({
      ...this.#key(at),
      capacity,
      taken: this.#model.taken(at),
    }));
    expect(stocks).toEqual(expected);
    for (const { taken, capacity } of stocks) expect(taken >= 0 && taken <= capacity).toBe(true);
    const holds = await this.#db
      .selectFrom('inventory.holds')
      .select(['id', 'places', 'state', 'cart_id as cart', 'account_id as account', 'order_id as order'])
      .where('session_id', 'in', sessions)
      .orderBy('id')
      .execute();
    const told = this.#model.holds.toSorted(byId);
    expect(holds).toEqual(
      told.map(({ id, places, state, cart, account, order }) => ({ id, places, state, cart, account, order })),
    );
  }

  #owner(index: number): ModelOwner {
    // Mostly one and the same, who then meets the limits.
    return pick([...this.#accounts, this.#guest, ...this.#accounts.slice(0, 1)], index);
  }

  #key(stock: number): { sessionId: number; category: string } {
    return { sessionId: this.#model.stocks[stock]?.session ?? -1, category: categories[stock] ?? '' };
  }

  #tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.#db, work);
  }
}

/** The item at an index that wraps around. */
function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
