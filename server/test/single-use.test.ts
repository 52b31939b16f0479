import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdPlaces } from '../src/modules/inventory/index.ts';
import { acceptTransfer } from '../src/modules/tickets/actions/accept-transfer.ts';
import { withTx } from '../src/platform/database/database.ts';
import { isRefusal } from '../src/platform/http/refusal.ts';
import { uuidv7 } from '../src/platform/keys/random.ts';
import type { Client } from './client.ts';
import { startTestShop, type TestShop } from './harness.ts';

// C02: what may be used once is used once, however many try at the same moment; 200 times each.
const runs = 200;
const triesAtOnce = 30;
const people = 6;
/** A ticket may be offered ten times a day. */
const offersPerTicket = 8;

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ environment: { DATABASE_CONNECTIONS: '16' } });
});
afterAll(() => shop.close());

interface Person {
  id: string;
  browser: Client;
}

async function somePeople(): Promise<Person[]> {
  const accounts = await Promise.all(Array.from({ length: people }, () => shop.make.account()));
  return Promise.all(accounts.map(async (account) => ({ id: account.id, browser: await shop.make.login(account) })));
}

async function someTickets(owner: Person): Promise<string[]> {
  const session = await shop.make.session({ placesPerAccount: 30 });
  const ids: string[] = [];
  while (ids.length < runs / offersPerTicket) {
    const quantity = Math.min(10, runs / offersPerTicket - ids.length);
    const order = await shop.make.pay(owner.browser, await shop.make.order(owner.browser, session, { quantity }));
    const { body } = await owner.browser.get<{ items: Ticket[] }>(`/tickets?order=${order.code}`);
    ids.push(...body.items.map(({ id }) => id));
  }
  return ids;
}

describe('used by 30 at once, 200 times over', () => {
  it('the link of a transfer gives the ticket to one', async () => {
    const everybody = await somePeople();
    const [first] = everybody;
    if (first === undefined) throw new Error('nobody is there');
    const tickets = await someTickets(first);
    const owners = new Map(tickets.map((id) => [id, first]));
    for (let round = 0; round < offersPerTicket; round += 1) {
      for (const ticketId of tickets) {
        const owner = owners.get(ticketId) ?? first;
        const key = { 'idempotency-key': crypto.randomUUID() };
        const offer = await owner.browser.post<{ link: string }>(`/tickets/${ticketId}/transfer`, {}, key);
        expect(offer.status).toBe(201);
        const token = new URL(offer.body.link).hash.replace('#token=', '');
        const others = everybody.filter((person) => person !== owner);
        const tries = Array.from({ length: triesAtOnce }, (_, at) => others[at % others.length] ?? first);
        const answers = await Promise.all(
          tries.map(({ id }) => acceptTransfer(shop.platform, { token, accountId: id })),
        );
        const winners = new Set(tries.filter((_, at) => !isRefusal(answers[at])));
        expect(winners.size).toBe(1);
        for (const winner of winners) owners.set(ticketId, winner);
      }
    }
    const rows = await shop.db.selectFrom('tickets.tickets').select(['id', 'account_id', 'generation']).execute();
    const last = new Map(rows.map((row) => [row.id, row]));
    expect(tickets.map((id) => last.get(id)?.account_id)).toEqual([...owners.values()].map(({ id }) => id));
    expect(tickets.map((id) => last.get(id)?.generation)).toEqual(tickets.map(() => 1 + offersPerTicket));
  }, 300_000);

  it('the places that one account may have are given once', async () => {
    const session = await shop.make.session({
      categories: [{ category: 'A', capacity: 100_000, pricePerPlaceCents: 100 }],
    });
    const wanted = { sessionId: session.id, category: 'A', limitPerSession: 6, limitPerAccount: 30 };
    const held: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const accountId = uuidv7();
      const answers = await Promise.all(
        Array.from({ length: triesAtOnce }, (_, at) => {
          const expiresAt = new Date(Date.now() + 900_000);
          const request = { ...wanted, accountId, cartId: uuidv7(), expiresAt, places: 1 + (at % 4) };
          return withTx(shop.db, (tx) => holdPlaces(tx, request)).then((answer) =>
            isRefusal(answer) ? 0 : request.places,
          );
        }),
      );
      held.push(answers.reduce((sum, places) => sum + places, 0));
    }
    // Single places are asked for too, so that all six are had each time.
    expect(held).toEqual(Array(runs).fill(6));
  }, 300_000);
});
