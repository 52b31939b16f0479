import { resolveConflict } from '@og-tickets/contract/gate-desk.ts';
import { undoScan } from '@og-tickets/contract/gate-lists.ts';
import { cancelUnpaid } from '@og-tickets/contract/office-orders.ts';
import { disableAccount, enableAccount } from '@og-tickets/contract/people.ts';
import { declineRefund } from '@og-tickets/contract/refund-requests.ts';
import { type RefundRun, startRefundRun } from '@og-tickets/contract/refund-runs.ts';
import { type RefundRequest, refundOrder } from '@og-tickets/contract/refunds.ts';
import type { Client } from '../../../../server/test/client.ts';
import { paperCode, scanOf } from '../../../../server/test/gate.ts';
import type { TestShop } from '../../../../server/test/harness.ts';
import { Scanner } from '../../../../server/test/offline-scanner.ts';
import type { HostileShop } from './hostile-shop.ts';
import { both, type PayloadSender } from './sender.ts';

/** Who works in the back office and at the gates. */
export interface Office {
  admin: Client;
  second: Client;
  controller: Client;
  sender: PayloadSender;
  renew: () => Promise<void>;
}

/** Scans of every ticket: one that is undone, and one by each of two scanners without network, which is a conflict. */
async function atTheGates(shop: TestShop, { controller, sender, renew }: Office, { plain, all }: HostileShop) {
  const scanners = [await Scanner.enrolled(shop.db, 'A'), await Scanner.enrolled(shop.db, 'B')];
  for (const { text, session, order, person } of all) {
    const scan = scanOf(session, await paperCode(shop, order.ticketIds[0] ?? ''));
    const { status, bytes } = await controller.post('/gate/redeem', scan);
    if (status !== 200) throw new Error(`not scanned: ${status} ${bytes.toString()}`);
    const params = { scanId: scan.scanId };
    await sender.send(controller, { endpoint: undoScan, params, body: { reason: text } });
    const code = await paperCode(shop, person.order.ticketIds[0] ?? '');
    for (const scanner of scanners) await scanner.scan(plain, code);
  }
  await renew();
  for (const scanner of scanners) await scanner.sync(controller);
  const { body } = await controller.get<{ items: { id: string }[] }>('/admin/conflicts?state=open&limit=100');
  if (body.items.length < all.length) throw new Error(`${body.items.length} conflicts`);
  for (const [at, { text }] of all.entries()) {
    const params = { conflictId: body.items[at]?.id ?? '' };
    await sender.send(controller, { endpoint: resolveConflict, params, body: { decision: 'both_stay', reason: text } });
  }
}

/** Refunds that a second admin declines, orders that are given up, accounts that are shut. */
async function inTheOffice(shop: TestShop, office: Office, { plain, all }: HostileShop): Promise<void> {
  const { admin, second, sender, renew } = office;
  for (const { text, person } of all) {
    const params = { code: person.order.code };
    const wish = { reason: text };
    await sender.send(admin, { endpoint: refundOrder, params, body: wish });
    const { body } = await second.get<{ items: RefundRequest[] }>('/admin/refund-requests');
    const [request] = body.items;
    if (request === undefined) throw new Error('no refund waits');
    await sender.send(second, { endpoint: declineRefund, params: { id: request.id }, body: { reason: text } });
    const unpaid = await shop.make.order(person.browser, plain);
    await sender.send(admin, { endpoint: cancelUnpaid, params: { code: unpaid.code }, body: { reason: text } });
    const account = { accountId: person.account.id };
    await sender.send(admin, { endpoint: disableAccount, params: account, body: { reason: text } });
    await sender.send(admin, { endpoint: enableAccount, params: account, body: { reason: text } });
    await renew();
  }
}

/** Gives each text as a reason of what happens to a ticket, an order, an account. */
export async function giveReasons(shop: TestShop, office: Office, hostile: HostileShop): Promise<void> {
  await atTheGates(shop, office, hostile);
  await inTheOffice(shop, office, hostile);
}

/** Moves or cancels every session of a text, with it as the reason, and waits until everybody was told. */
export async function changeSessions(
  { admin, sender, renew }: Office,
  { all }: HostileShop,
  kind: 'moved' | 'cancelled',
): Promise<void> {
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const moved = { newStartsAt: inDays(40), refundUntil: inDays(20) };
  for (const { text, session } of all) {
    const body = { kind, reason: both(text), ...(kind === 'moved' ? moved : {}) };
    const params = { code: session.code };
    const run = await sender.send<RefundRun>(admin, { endpoint: startRefundRun, params, body });
    for (let status = run?.status; status !== undefined && status !== 'done'; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ status } = (await admin.get<RefundRun>(`/admin/refund-runs/${run?.id ?? ''}`)).body);
    }
    await renew();
  }
}
