import { randomUUID } from 'node:crypto';
import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { allowPaper, type GateCounts, holdGateTickets, passGate } from '../src/modules/tickets/index.ts';
import { readPaperCode } from '../src/modules/tickets/views/ticket-code.ts';
import { type Tx, withTx } from '../src/platform/database/database.ts';
import type { Answer, Client } from './client.ts';
import type { MadeSession } from './factory.ts';
import { keepHandScans } from './hand-scans.ts';
import type { TestShop } from './harness.ts';
import { keptMails } from './mails.ts';

/** A ticket that was bought, and who bought it. */
export interface BoughtTicket {
  buyer: Client;
  ticket: Ticket;
  /** The text of its QR code on paper. */
  code: string;
}

/** Buys one ticket of an offer by HTTP, from the cart to the code: as a new customer, or as who is logged in. */
export async function buyTicket(
  shop: TestShop,
  session: MadeSession,
  offer = 'solo',
  loggedIn?: Client,
): Promise<BoughtTicket> {
  const buyer = loggedIn ?? (await shop.make.login());
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer }));
  const list = await buyer.get<{ items: Ticket[] }>(`/tickets?order=${order.code}`);
  const ticket = list.body.items[0];
  if (ticket === undefined) throw new Error(`order ${order.code} has no ticket`);
  return { buyer, ticket, code: await paperCode(shop, ticket.id) };
}

/** The text of the QR code on the PDF of a ticket, with what asking for the PDF changes. */
export async function paperCode(
  { db, platform }: Pick<TestShop, 'db' | 'platform'>,
  ticketId: string,
): Promise<string> {
  const { account_id: accountId } = await db
    .selectFrom('tickets.tickets')
    .select('account_id')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  const nowMs = platform.clock.nowMs();
  const refusal = await withTx(db, (tx) => allowPaper(tx, { accountId, ticketIds: [ticketId], nowMs }));
  const code = await readPaperCode(platform, { accountId, ticketId });
  if (refusal !== null || code === null) throw new Error(`ticket ${ticketId} has no code on paper`);
  return code;
}

/**
 * Takes the tickets of an order back to before anybody had them on paper. Waits for the mail of the order, which brings
 * their PDF and so lets their static codes in.
 */
export async function unprint(shop: TestShop, order: { code: string; ticketIds: readonly string[] }): Promise<void> {
  await shop.make.until(
    async () => ((await keptMails(shop.platform)).some(({ subject }) => subject.includes(order.code)) ? true : null),
    `the mail of order ${order.code} is sent`,
  );
  await shop.db.updateTable('tickets.tickets').set({ allowed_kinds: 2 }).where('id', 'in', order.ticketIds).execute();
}

/** Lets places of a ticket in as a scan of its code would; null when it lets nobody in. */
export async function enterPlaces(
  tx: Tx,
  entry: { ticketId: string; generation: number; kind: 'static' | 'rotating'; places: number | 'rest'; gate: string },
): Promise<GateCounts | null> {
  const { ticketId, generation, kind, gate } = entry;
  const ticket = (await holdGateTickets(tx, [ticketId])).get(ticketId);
  const places = entry.places === 'rest' ? (ticket?.places ?? 0) - (ticket?.entries ?? 0) : entry.places;
  const code = { generation, kind };
  const passed = await passGate(tx, [{ ticketId, direction: 'in', places, reentry: false, code, gate }]);
  await keepHandScans(tx, ticketId);
  return passed.get(ticketId) ?? null;
}

/** A scan as a gate sends it: a new one at gate A unless it says otherwise. */
export function scanOf(session: MadeSession, code: string, change: Record<string, unknown> = {}) {
  return {
    scanId: randomUUID(),
    session: session.code,
    gate: 'A',
    code,
    direction: 'in',
    scannedAt: new Date().toISOString(),
    ...change,
  };
}

/** Sends a scan that must be answered by a verdict. */
export async function scan(
  controller: Client,
  session: MadeSession,
  code: string,
  change: Record<string, unknown> = {},
): Promise<ScanResult> {
  const answer: Answer<ScanResult> = await controller.post('/gate/redeem', scanOf(session, code, change));
  if (answer.status !== 200) throw new Error(`scan refused: ${answer.status} ${answer.bytes.toString()}`);
  return answer.body;
}
