import { inflateRawSync } from 'node:zlib';
import type { AdminOffer } from '@og-tickets/contract/catalog-admin.ts';
import type { ListExport } from '@og-tickets/contract/exports.ts';
import type { Dashboard, EntriesReport, PlacesReport, SalesReport } from '@og-tickets/contract/reports.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { paperCode, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { payloads } from '../../../test/free-text/payloads.ts';
import { byteOrderMark, csvLine } from '../../platform/spreadsheet/csv.ts';
import { xlsxOf } from '../../platform/spreadsheet/xlsx.ts';
import { countAllBooked } from './actions/count-booked.ts';
import { makeExport } from './actions/make-export.ts';
import { shopDay } from '@og-tickets/contract/rules/shop-day.ts';

let shop: TestShop;
let admin: Client;
let session: MadeSession;
const today = shopDay(Date.now());
const days = { from: today, to: today };

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  // A venue whose name a spreadsheet would work out.
  await sql`UPDATE catalog.venues SET name = '=1+1'`.execute(shop.db);
  await shop.caughtUp();
  admin = await loginAsAdmin(shop);
  const buyer = await shop.make.login();
  await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo', quantity: 2 }));
  await shop.make.order(buyer, session);
});
afterAll(() => shop.close());

async function madeFile(wish: { kind: string; format: string }, browser = admin): Promise<ListExport> {
  const { status, body } = await browser.post<ListExport>('/admin/exports', { ...wish, ...days });
  expect(status).toBe(202);
  return shop.make.until(async () => {
    const { body: all } = await browser.get<{ items: ListExport[] }>('/admin/exports');
    const found = all.items.find(({ id }) => id === body.id);
    return found?.status === 'ready' ? found : null;
  }, 'the file is made');
}

const fetched = (file: { id: string }, browser = admin) => browser.get(`/admin/exports/${file.id}/file`);

/** The entries of a ZIP by their names, by its directory. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const entries = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const [nameLength, offset] = [zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const start = offset + 30 + zip.readUInt16LE(offset + 26);
    const text = inflateRawSync(zip.subarray(start, start + packed)).toString();
    expect(Buffer.byteLength(text)).toBe(size);
    entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), text);
    at += 46 + nameLength;
  }
  return entries;
}

describe('reports', () => {
  test('say what was sold, and where the places are', async () => {
    const { body } = await admin.get<SalesReport>(`/admin/reports/sales?by=offer&from=${today}&to=${today}`);
    expect(body.items).toMatchObject([{ key: 'duo', soldTickets: 2, soldPlaces: 4, netCents: 18_000 }]);
    expect(body.totals.netCents).toBe(18_000);
    const sports = await admin.get<SalesReport>(`/admin/reports/sales?by=sport&from=${today}&to=${today}`);
    expect(sports.body.items).toMatchObject([{ key: 'TST', name: 'Essai', netCents: 18_000 }]);
    const { body: places } = await admin.get<PlacesReport>(`/admin/reports/places?session=${session.code}`);
    expect(places.categories).toEqual([{ category: 'A', capacity: 1_000, sold: 4, held: 1, blocked: 0, free: 995 }]);
    await sql`UPDATE catalog.sessions SET status = 'withdrawn' WHERE id = ${session.id}`.execute(shop.db);
    const { body: withdrawn } = await admin.get<PlacesReport>(`/admin/reports/places?session=${session.code}`);
    expect(withdrawn.categories).toMatchObject([{ blocked: 995, free: 0 }]);
    await sql`UPDATE catalog.sessions SET status = 'published' WHERE id = ${session.id}`.execute(shop.db);
    expect((await admin.get('/admin/reports/places?session=NONE1')).status).toBe(404);
  });

  test('count entries by gate, and the dashboard knows of both', async () => {
    const [ticket] = await shop.db.selectFrom('tickets.tickets').select('id').limit(1).execute();
    const controller = await shop.make.login(await shop.make.account('controller'));
    const scan = scanOf(session, await paperCode(shop, ticket?.id ?? ''));
    expect((await controller.post('/gate/redeem', scan)).status).toBe(200);
    const { body } = await admin.get<EntriesReport>(`/admin/reports/entries?session=${session.code}`);
    expect([body.entered > 0, body.expected]).toEqual([true, 4]);
    expect(body.gates).toMatchObject([{ gate: scan.gate, entered: body.entered, left: 0, offlineScans: 0 }]);
    const { body: now } = await admin.get<Dashboard>('/admin/dashboard');
    expect(now).toMatchObject({
      everSold: true,
      soldTickets: { today: 2, yesterday: 0, weekBefore: 0 },
      netCents: { today: 18_000 },
      carts: { today: 2 },
      orders: { today: 2 },
      paidOrders: { today: 1 },
      mailedOrders: { today: expect.any(Number) },
      entries: { today: body.entered },
      heldPlaces: 1,
      takenPlaces: 5,
      capacity: 1_000,
    });
  });

  test('refuse days that end before they begin, and more than they can go through', async () => {
    const of = (report: string) => admin.get(`/admin/reports/${report}`);
    for (const report of [
      'sales?by=offer&from=2026-02-02&to=2026-02-01',
      'sales?by=day&from=2020-01-01&to=2026-01-01',
      'takings?from=2020-01-01&to=2026-01-01',
      'refunds?from=2026-02-02&to=2026-02-01',
    ]) {
      const answer = await of(report);
      expect([answer.status, Client.problem(answer).fields?.[0]?.field]).toEqual([400, 'query.to']);
    }
  });
});

describe('files of lists', () => {
  test('a CSV has its rows and headings, and no formula', async () => {
    const file = await madeFile({ kind: 'sales', format: 'csv' });
    const answer = await fetched(file);
    const text = answer.bytes.toString('utf8');
    expect(text.startsWith(`${byteOrderMark}"booking","kind"`)).toBe(true);
    expect(text).toContain(`"'=1+1, Lille"`);
    expect(text.split('\r\n')).toHaveLength(1 + 1 + 1);
    expect(answer.headers.get('content-disposition')).toContain(`sales-${today}-${today}.csv`);
    expect(file).toMatchObject({ done: 1, total: 1, sizeBytes: answer.bytes.length });
  });

  test.each(['orders', 'tickets', 'refunds', 'entries'])('%s have all their columns filled', async (kind) => {
    const file = await madeFile({ kind, format: 'xlsx' });
    const entries = unzipped((await fetched(file)).bytes);
    expect([...entries.keys()]).toContain('[Content_Types].xml');
    const rows = (entries.get('xl/worksheets/sheet1.xml') ?? '').split('<row>').slice(1);
    const counts = { orders: 2, tickets: 2, refunds: 0, entries: 1 };
    expect(rows).toHaveLength(1 + (counts[kind as keyof typeof counts] ?? 0));
    const cells = (row = ''): number => row.split('<c').length - 1;
    for (const row of rows) expect(cells(row)).toBe(cells(rows[0]));
    // A column that the list does not have would be empty everywhere.
    if (kind === 'tickets') expect(rows[1]).toContain('<c><v>90</v></c>');
  });

  test('a file is its owner’s, who has just proved who they are, and for a day', async () => {
    const file = await madeFile({ kind: 'orders', format: 'csv' });
    const colleague = await loginAsAdmin(shop);
    expect((await fetched(file, colleague)).status).toBe(404);
    expect((await colleague.get<{ items: ListExport[] }>('/admin/exports')).body.items).toEqual([]);
    const { rows } = await sql<{ action: string }>`
      SELECT action FROM audit.entries WHERE subject_id = ${file.id}`.execute(shop.db);
    expect(rows).toEqual([{ action: 'export.made' }]);
    await sql`UPDATE reports.exports SET expires_at = now() WHERE id = ${file.id}`.execute(shop.db);
    expect((await fetched(file)).status).toBe(404);
    const again = await madeFile({ kind: 'orders', format: 'csv' });
    await sql`UPDATE accounts.logins SET step_up_at = now() - interval '6 minutes'`.execute(shop.db);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(Client.problem(await fetched(again)).code).toBe('step_up_required');
    await sql`UPDATE accounts.logins SET step_up_at = now()`.execute(shop.db);
  });

  test('a file whose maker died is made anew, from its beginning', async () => {
    const file = await madeFile({ kind: 'tickets', format: 'csv' });
    await sql`UPDATE reports.exports SET status = 'waiting', done = 1 WHERE id = ${file.id}`.execute(shop.db);
    await makeExport(shop.platform, file.id);
    const { rows } = await sql<{ status: string; done: number; pieces: number; bytes: number; said: number }>`
      SELECT status, done, (SELECT count(*) FROM reports.export_pieces WHERE export_id = id) AS pieces,
        (SELECT sum(length(bytes)) FROM reports.export_pieces WHERE export_id = id)::int AS bytes, size_bytes AS said
      FROM reports.exports WHERE id = ${file.id}`.execute(shop.db);
    expect(rows).toEqual([{ status: 'ready', done: 2, pieces: 1, bytes: file.sizeBytes, said: file.sizeBytes }]);
  });
});

test('no cell of a file begins as a formula, and each says what was written', () => {
  for (const text of [...payloads, '\t=ran()', '\r=ran()', '\n=ran()', '＝ran()', '＋ran()']) {
    const line = csvLine([text, 1, text]);
    const cells = [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|(\d+))/g)];
    const said = cells.map(([, quoted, number]) => quoted?.replaceAll('""', '"') ?? number);
    const isFormula = /^\s*[=+\-@＝＋－＠%|]/.test(text);
    expect(said).toEqual([isFormula ? `'${text}` : text, '1', isFormula ? `'${text}` : text]);
    expect(said.some((cell) => /^[=+\-@\t\r\n]/.test(cell ?? ''))).toBe(false);
  }
});

test('a workbook holds each text as one cell, whatever is written', async () => {
  const batches = async function* () {
    yield payloads.map((text) => [text]);
  };
  const pieces: Buffer[] = [];
  for await (const piece of xlsxOf(['text'], batches())) pieces.push(piece);
  const sheet = unzipped(Buffer.concat(pieces)).get('xl/worksheets/sheet1.xml') ?? '';
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const cells = [
    ...sheet.matchAll(/<row><c t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is><\/c><\/row>/g),
  ];
  expect(cells.map(([, text = '']) => plain(text))).toEqual(['text', ...payloads]);
  expect(sheet).not.toContain('<f');
});

test('a workbook says signs and formulas as texts, and goes on where a sheet is full', async () => {
  const batches = async function* () {
    yield [['=1+1', '<&>\u0000', 1.5, null]];
    const rows = Array.from({ length: 10_000 }, () => [1]);
    for (let left = 105; left > 0; left -= 1) yield rows;
  };
  const pieces: Buffer[] = [];
  for await (const piece of xlsxOf(['a', 'b', 'c', 'd'], batches())) pieces.push(piece);
  const entries = unzipped(Buffer.concat(pieces));
  const first = entries.get('xl/worksheets/sheet1.xml') ?? '';
  expect(first).toContain(
    '<is><t xml:space="preserve">=1+1</t></is></c><c t="inlineStr"><is><t xml:space="preserve">&lt;&amp;&gt;</t>',
  );
  expect(first).not.toContain('<f>');
  expect(first.match(/<row>/g)).toHaveLength(1_048_576);
  expect((entries.get('xl/worksheets/sheet2.xml') ?? '').match(/<row>/g)).toHaveLength(1 + 1_050_001 - 1_048_575);
});

test('the offers say what was sold of each, whether or not it is in the sums yet', async () => {
  const duo = async () => {
    const { body } = await admin.get<{ items: AdminOffer[] }>('/admin/offers');
    return body.items.find(({ code }) => code === 'duo');
  };
  const { rows } = await sql<{ cents: number }>`
    SELECT sum(amount_cents)::int AS cents FROM orders.lines WHERE offer = 'duo'`.execute(shop.db);
  expect(await duo()).toMatchObject({ sold: 2, revenueCents: rows[0]?.cents, used: true });
  await countAllBooked(shop.db);
  expect(await duo()).toMatchObject({ sold: 2, revenueCents: rows[0]?.cents, used: true });
});
