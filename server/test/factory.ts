import type { Role } from '@og-tickets/contract/endpoint.ts';
import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { addAccount } from '../src/modules/accounts/actions/add-account.ts';
import { PasswordHasher } from '../src/modules/accounts/password-hasher.ts';
import { ensureGates, postEverywhere } from '../src/modules/admissions/index.ts';
import { setCapacities } from '../src/modules/inventory/index.ts';
import { withTx } from '../src/platform/database/database.ts';
import { isRefusal } from '../src/platform/http/refusal.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import type { Platform } from '../src/platform/platform.ts';
import { Client } from './client.ts';

export interface MadeSession {
  id: number;
  code: string;
}

export interface MadeAccount {
  id: string;
  email: string;
  password: string;
}

const dayMs = 86_400_000;
const patienceMs = 40_000;
/** Everybody's here, hashed once: a hash takes as long as all else about an account. */
const everybodysPassword = randomToken(128);
let passwordHash: Promise<string> | null = null;

async function hashPassword(): Promise<string> {
  const hash = await new PasswordHasher().hash(everybodysPassword);
  if (isRefusal(hash)) throw new Error('too many passwords are being hashed');
  return hash;
}

export const acceptedCard = { cardNumber: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };
export const declinedCard = { cardNumber: '4000 0000 0000 0002', expiry: '12/39', cvc: '123' };

/** Makes what a test needs, each thing with names of its own so that tests share nothing. */
export class Factory {
  readonly platform: Platform;
  readonly url: string;
  #made = 0;
  #catalogueReady: Promise<void> | null = null;

  constructor(platform: Platform, url: string) {
    this.platform = platform;
    this.url = url;
  }

  /** A published session on sale with gates A, B and C; by default one category A of 1,000 places at 50 EUR a place. */
  async session(
    wanted: {
      code?: string;
      categories?: { category: string; capacity: number; pricePerPlaceCents: number }[];
      startsInDays?: number;
      placesPerAccount?: number;
      title?: string;
    } = {},
  ): Promise<MadeSession> {
    await (this.#catalogueReady ??= this.#ensureCatalogue());
    this.#made += 1;
    const code = wanted.code ?? `TST${String(this.#made).padStart(3, '0')}`;
    const startsAt = new Date(Date.now() + (wanted.startsInDays ?? 30) * dayMs);
    const title = wanted.title ?? `Rencontre ${this.#made}`;
    const categories = wanted.categories ?? [{ category: 'A', capacity: 1_000, pricePerPlaceCents: 5_000 }];
    return withTx(this.platform.db, async (tx) => {
      const { id } = await tx
        .insertInto('catalog.sessions')
        .values({
          code,
          sport: 'TST',
          venue: 'TSV',
          title_fr: title,
          title_en: title,
          description_fr: '',
          description_en: '',
          search_text: `${title} ${code}`.toLowerCase(),
          starts_at: startsAt,
          ends_at: new Date(startsAt.getTime() + 2 * 3_600_000),
          doors_at: new Date(startsAt.getTime() - 5_400_000),
          timezone: 'Europe/Paris',
          medal: false,
          places_per_account: wanted.placesPerAccount ?? 6,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('catalog.session_categories')
        .values(
          categories.map(({ category, pricePerPlaceCents }, position) => ({
            session_id: id,
            category,
            price_per_place_cents: pricePerPlaceCents,
            position,
          })),
        )
        .execute();
      await setCapacities(
        tx,
        categories.map(({ category, capacity }) => ({ sessionId: id, category, capacity })),
      );
      await ensureGates(tx);
      return { id, code };
    });
  }

  /** A controller is posted everywhere, as a supervisor, unless it says otherwise. */
  async account(role: Role = 'customer', { posted = true } = {}): Promise<MadeAccount> {
    this.#made += 1;
    const email = `person-${this.#made}-${randomToken(128).slice(0, 6).toLowerCase()}@example.org`;
    const hash = await (passwordHash ??= hashPassword());
    const person = { email, passwordHash: hash, firstName: 'Ana', lastName: 'Martín', locale: 'fr' } as const;
    const { id } = await withTx(this.platform.db, (tx) =>
      addAccount(tx, this.platform.keys, { ...person, role, active: true }),
    );
    if (role === 'controller' && posted) await withTx(this.platform.db, (tx) => postEverywhere(tx, id));
    return { id, email, password: everybodysPassword };
  }

  /** A browser logged in as this account, by default a new customer. */
  async login(account?: MadeAccount, browser = new Client(this.url)): Promise<Client> {
    const { email, password } = account ?? (await this.account());
    const answer = await browser.post<LoginReply>('/auth/login', { email, password });
    if (answer.status !== 200) throw new Error(`login failed: ${answer.status} ${answer.bytes.toString()}`);
    browser.accessToken = answer.body.accessToken;
    return browser;
  }

  /** Fills the cart and places the order, not yet paid. */
  async order(
    browser: Client,
    session: MadeSession,
    wanted: { offer?: string; quantity?: number; category?: string } = {},
  ): Promise<Order> {
    const cart = await browser.post<Cart>('/cart/lines', {
      session: session.code,
      category: wanted.category ?? 'A',
      offer: wanted.offer ?? 'solo',
      quantity: wanted.quantity ?? 1,
    });
    if (cart.status !== 201) throw new Error(`cart refused: ${cart.status} ${cart.bytes.toString()}`);
    const order = await browser.post<Order>(
      '/orders',
      { acceptTerms: true, cartId: cart.body.id },
      { 'idempotency-key': randomToken(128) },
    );
    if (order.status !== 201) throw new Error(`order refused: ${order.status} ${order.bytes.toString()}`);
    return order.body;
  }

  /** Pays an order with the accepted card and waits until its tickets are there. */
  async pay(browser: Client, order: Order): Promise<Order> {
    const { id, clientSecret } = order.payment;
    const paid = await browser.post<Payment>(`/simulated-bank/payments/${id}/confirm`, {
      clientSecret,
      ...acceptedCard,
    });
    if (paid.status !== 200) throw new Error(`payment refused: ${paid.status} ${paid.bytes.toString()}`);
    return this.until(async () => {
      const { body } = await browser.get<Order>(`/orders/${order.code}`);
      return body.status === 'paid' ? body : null;
    }, `order ${order.code} is paid`);
  }

  /** Asks again until there is something, for work that jobs do; throws after what a very busy machine may take. */
  async until<T>(look: () => Promise<T | null>, what: string): Promise<T> {
    const startedMs = performance.now();
    while (performance.now() - startedMs < patienceMs) {
      const found = await look();
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`waited ${patienceMs} ms in vain: ${what}`);
  }

  async #ensureCatalogue(): Promise<void> {
    const { db } = this.platform;
    await db.insertInto('catalog.sports').values({ code: 'TST', name_fr: 'Essai', name_en: 'Trial' }).execute();
    await db.insertInto('catalog.venues').values({ code: 'TSV', name: 'Arena', city: 'Lille' }).execute();
    const offers = [
      ['solo', 'Solo', 1, 0],
      ['duo', 'Duo', 2, 10],
      ['famille', 'Famille', 4, 20],
    ] as const;
    await db
      .insertInto('catalog.offers')
      .values(
        offers.map(([code, name, places, discount], position) => ({
          code,
          name_fr: name,
          name_en: name,
          description_fr: '',
          description_en: '',
          places,
          discount_percent: discount,
          position,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
