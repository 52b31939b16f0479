import { isDeepStrictEqual } from 'node:util';
import type fc from 'fast-check';
import type { ShopModel } from './model.ts';
import type { RealShop } from './real-shop.ts';

/** What a command does, to the shop and to the model. */
export type Work = (model: ShopModel, real: RealShop) => Promise<void>;

/** Something that happens to the shop and to the model; both must say the same, and look the same afterwards. */
export class Step implements fc.AsyncCommand<ShopModel, RealShop> {
  readonly #name: string;
  readonly #work: Work;

  constructor(name: string, work: Work) {
    this.#name = name;
    this.#work = work;
  }

  check(): boolean {
    return true;
  }

  async run(model: ShopModel, real: RealShop): Promise<void> {
    await this.#work(model, real);
    await real.workOff();
    const seen = await real.look();
    const told = lookAt(model);
    if (!isDeepStrictEqual(seen, told)) {
      throw new Error(`after ${this.#name}: the shop is ${JSON.stringify(seen)}, the model ${JSON.stringify(told)}`);
    }
  }

  toString(): string {
    return this.#name;
  }
}

function lookAt(model: ShopModel): unknown {
  return {
    stock: model.capacities.map((capacity, session) => ({ capacity, taken: model.taken(session) })),
    carts: model.carts.map((cart) => cart.map((line) => ({ ...line }))),
    orders: model.orders.map(({ code, status, refundedCents, tickets }) => ({
      code,
      status,
      refundedCents,
      tickets: tickets.map(({ line, unit, entries, status: its }) => ({ line, unit, entries, status: its })),
    })),
  };
}

/** Throws when the shop and the model say different things. */
export function same(what: string, seen: unknown, told: unknown): void {
  if (!isDeepStrictEqual(seen, told))
    throw new Error(`${what}: the shop says ${String(seen)}, the model ${String(told)}`);
}

/** One of some things, whatever the number; undefined when there is none. */
export function pick<T>(things: readonly T[], at: number): T | undefined {
  return things[at % Math.max(things.length, 1)];
}
