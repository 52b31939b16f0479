import type { OrderDocument } from '@og-tickets/contract/invoices.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { pdfText } from '../../../test/pdf-text.ts';
import { uuidv7 } from '../../platform/keys/random.ts';

interface ShownMail {
  subject: string;
  text: string;
  attachments: { name: string; type: string }[];
}

let shop: TestShop;
let buyer: Client;
let order: Order;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
  const session = await shop.make.session({ title: 'Finale' });
  await shop.db
    .updateTable('catalog.sessions')
    .set({ cancellable_until: new Date(Date.now() + 86_400_000) })
    .where('id', '=', session.id)
    .execute();
  order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo', quantity: 2 }));
});
afterAll(() => shop.close());

const documents = async (): Promise<OrderDocument[]> =>
  (await buyer.get<Order>(`/orders/${order.code}`)).body.documents;

test('a paid order has an invoice, to be read by its buyer', async () => {
  const invoice = await buyer.get(`/orders/${order.code}/invoice.pdf`);
  expect([invoice.status, invoice.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const [listed] = await documents();
  const number = listed?.number ?? 'none';
  expect(listed).toMatchObject({ kind: 'invoice', path: `/orders/${order.code}/invoice.pdf` });
  expect(number).toMatch(/^F\d{4}-00000\d$/);
  expect(invoice.headers.get('content-disposition')).toContain(`facture-${number}.pdf`);
  const text = await pdfText(invoice.bytes);
  for (const said of [
    `Facture ${number}`,
    order.code,
    'Finale',
    'Ana Martín',
    '180,00 €',
    '9,38 €',
    '170,62 €',
    '5,5 %',
  ]) {
    expect(text).toContain(said);
  }
});

test('another’s invoice, an unpaid order’s and one of no order are not found, all alike', async () => {
  const stranger = await shop.make.login();
  const unpaid = await shop.make.order(buyer, await shop.make.session());
  const answers = [
    await stranger.get(`/orders/${order.code}/invoice.pdf`),
    await buyer.get(`/orders/${unpaid.code}/invoice.pdf`),
    await buyer.get('/orders/ZZZZZZ/invoice.pdf'),
    await buyer.get(`/orders/${order.code}/credit-notes/${uuidv7()}`),
  ];
  for (const answer of answers) {
    expect(Client.problem(answer)).toMatchObject({ status: 404, code: 'not_found' });
    expect(answer.bytes.toString()).not.toContain('Martín');
  }
  expect((await shop.client().get(`/orders/${order.code}/invoice.pdf`)).status).toBe(401);
});

test('a credit note names its invoice; it gets its number when somebody asks for it', async () => {
  const cancelled = await buyer.post(
    `/orders/${order.code}/cancel`,
    { tickets: order.ticketIds.slice(0, 1) },
    { 'idempotency-key': uuidv7() },
  );
  expect(cancelled.status).toBe(200);
  const [invoice, before] = await documents();
  expect(before).toMatchObject({ kind: 'credit_note' });
  const path = before?.path ?? '';
  const note = await buyer.get(path);
  expect(note.status).toBe(200);
  const [, after] = await documents();
  expect(after).toMatchObject({ kind: 'credit_note', path, number: expect.stringMatching(/^A\d{4}-000001$/) });
  const text = await pdfText(note.bytes);
  for (const said of [
    `Avoir ${after?.number}`,
    `Avoir sur la facture ${invoice?.number}`,
    'Motif',
    '90,00 €',
    '4,69 €',
  ]) {
    expect(text).toContain(said);
  }
  const stranger = await shop.make.login();
  expect((await stranger.get(path)).status).toBe(404);
  const mail = await shop.make.until(async () => {
    const { body } = await buyer.get<ShownMail[]>('//dev/mailbox.json');
    return body.find(({ subject }) => subject === `Remboursement de la commande ${order.code}`) ?? null;
  }, 'the mail of the refund is sent');
  expect(mail.attachments).toMatchObject([{ name: `avoir-${after?.number}.pdf`, type: 'application/pdf' }]);
  expect(mail.text).toContain('L’avoir est joint');
});
