import { randomUUID } from 'node:crypto';
import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import type { Answer, Client } from './client.ts';
import type { MadeSession } from './factory.ts';
import type { TestShop } from './harness.ts';

/** A ticket that was bought, and who bought it. */
export interface BoughtTicket {
  buyer: Client;
  ticket: Ticket;
  /** The text of its QR code on paper. */
  code: string;
}

/** Buys one ticket of an offer by HTTP, from the cart to the code. */
export async function buyTicket(shop: TestShop, session: MadeSession, offer = 'solo'): Promise<BoughtTicket> {
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer }));
  const list = await buyer.get<{ items: Ticket[] }>(`/tickets?order=${order.code}`);
  const ticket = list.body.items[0];
  if (ticket === undefined) throw new Error(`order ${order.code} has no ticket`);
  const code = await buyer.get<{ text: string }>(`/tickets/${ticket.id}/code`);
  return { buyer, ticket, code: code.body.text };
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
