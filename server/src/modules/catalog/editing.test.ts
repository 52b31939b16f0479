import type { AdminSession } from '@og-tickets/contract/catalog-admin.ts';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Client } from '../../../test/client.ts';
import { Client as Browser } from '../../../test/client.ts';
import { enrolTotp } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { draftOfSession, inDays } from '../../../test/session-draft.ts';

let shop: TestShop;
let admin: Client;
let colleague: Client;

async function makeAdmin(): Promise<Client> {
  const browser = await shop.make.login(await shop.make.account('admin'));
  await enrolTotp(browser);
  return browser;
}

beforeAll(async () => {
  shop = await startTestShop();
  [admin, colleague] = [await makeAdmin(), await makeAdmin()];
});
afterAll(() => shop.close());

async function read(code: string): Promise<AdminSession> {
  return (await admin.get<AdminSession>(`/admin/sessions/${code}`)).body;
}

const edit = (who: Client, code: string, version: number, changes: object) =>
  who.call<AdminSession>('PATCH', `/admin/sessions/${code}`, { body: { version, changes } });

async function lastEntry() {
  const { rows } = await sql<{ action: string; details: string }>`
    SELECT action, details FROM audit.entries ORDER BY number DESC LIMIT 1`.execute(shop.db);
  return rows[0];
}

it('creates a draft that nobody sees, publishes it with its own tariffs, withdraws it', async () => {
  await shop.make.session();
  const made = await admin.post<AdminSession>('/admin/sessions', draftOfSession('NEW01'));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ status: 'draft', version: 1, lastEdit: { by: 'Ana Martín' } });
  await shop.caughtUp();
  expect((await shop.client().get('/sessions/NEW01')).status).toBe(404);
  const order = { session: 'NEW01', category: 'A', offer: 'duo', quantity: 1 };
  expect(Browser.problem(await shop.client().post('/cart/lines', order)).code).toBe('sales_closed');

  const published = await admin.post<AdminSession>('/admin/sessions/NEW01/publish', { version: 1 });
  expect(published.body).toMatchObject({ status: 'published', version: 2 });
  await shop.caughtUp();
  const page = await shop.client().get<{ categories: unknown }>('/sessions/NEW01');
  expect(page.body.categories).toMatchObject([
    {
      category: 'A',
      accessible: false,
      tariffs: [
        { offer: 'solo', price: { cents: 5_000 } },
        { offer: 'duo', price: { cents: 7_700 } },
      ],
    },
    { category: 'A-PFR', accessible: true, companion: true },
  ]);
  const cart = await shop.client().post<{ total: { cents: number } }>('/cart/lines', order);
  expect(cart.body.total.cents).toBe(7_700);
  const refused = await shop.client().post('/cart/lines', { ...order, offer: 'famille' });
  expect(Browser.problem(refused).status).toBeGreaterThanOrEqual(400);

  const copy = await admin.post<AdminSession>('/admin/sessions/NEW01/duplicate', {
    code: 'NEW02',
    startsAt: inDays(30),
  });
  expect(copy.body).toMatchObject({ status: 'draft', categories: [{ capacity: 10, held: 0 }, { capacity: 4 }] });
  expect((await admin.post('/admin/sessions', draftOfSession('NEW02'))).status).toBe(409);

  const away = await admin.post<AdminSession>('/admin/sessions/NEW01/withdraw', { version: 2 });
  expect(away.body.status).toBe('withdrawn');
  await shop.caughtUp();
  expect((await shop.client().get('/sessions/NEW01')).status).toBe(404);
  expect(await lastEntry()).toMatchObject({ action: 'session.withdrawn' });
});

it('two who save the same version: one does, the other learns who changed what', async () => {
  const { code } = await shop.make.session();
  const { version } = await read(code);
  const answers = await Promise.all([
    edit(admin, code, version, { title: { fr: 'Un', en: 'One' } }),
    edit(colleague, code, version, { title: { fr: 'Deux', en: 'Two' }, placesPerAccount: 3 }),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409);
  const problem = lost === undefined ? undefined : Browser.problem(lost);
  expect(problem?.code).toBe('session_changed_elsewhere');
  expect(problem?.fields?.map(({ field }) => field)).toContain('body.changes.title');
  expect(problem?.fields?.[0]?.message).toMatch(/^Ana Martín, /);
  expect((await read(code)).version).toBe(version + 1);
  await sql`UPDATE catalog.sessions SET medal = NOT medal WHERE code = ${code}`.execute(shop.db);
  const stale = await edit(admin, code, version + 1, { placesPerAccount: 2 });
  expect(Browser.problem(stale).fields).toMatchObject([{ field: 'body.changes.*' }]);
});

it('keeps wrong values out, with the field', async () => {
  const { code } = await shop.make.session();
  const { version, startsAt, categories } = await read(code);
  const wrong = await edit(admin, code, version, { endsAt: startsAt, sport: 'ZZZ', salesOpenAt: null });
  expect(Browser.problem(wrong).fields?.map(({ field }) => field)).toEqual([
    'body.changes.endsAt',
    'body.changes.sport',
  ]);
  const own = categories.map(({ sold: _sold, held: _held, ...terms }) => ({
    ...terms,
    tariffs: [{ offer: 'octuor', priceCents: 1 }],
  }));
  expect((await edit(admin, code, version, { categories: own })).status).toBe(400);
  expect((await read(code)).version).toBe(version);
});

it('deletes only what nobody ever held; a start that buyers rely on stays', async () => {
  const { code } = await shop.make.session();
  const buyer = shop.client();
  await buyer.post('/cart/lines', { session: code, category: 'A', offer: 'solo', quantity: 2 });
  const { version } = await read(code);
  expect(Browser.problem(await edit(admin, code, version, { doorsAt: inDays(1), startsAt: inDays(3) })).code).toBe(
    'session_has_buyers',
  );
  const refused = await admin.call('DELETE', `/admin/sessions/${code}`);
  expect(Browser.problem(refused)).toMatchObject({
    code: 'session_in_use',
    fields: [{ message: expect.stringContaining('2') }],
  });
  const fresh = await shop.make.session();
  expect((await admin.call('DELETE', `/admin/sessions/${fresh.code}`)).status).toBe(204);
  expect((await admin.get(`/admin/sessions/${fresh.code}`)).status).toBe(404);
  expect(await lastEntry()).toMatchObject({ action: 'session.deleted' });
  await shop.caughtUp();
  expect((await shop.client().get(`/sessions/${fresh.code}`)).status).toBe(404);
});

it('capacities go up and down while others take places, never below what is taken', async () => {
  const seed = inject('seed');
  const change = fc.record({
    capacity: fc.integer({ min: 0, max: 30 }),
    holds: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const { code } = await shop.make.session({
        categories: [{ category: 'A', capacity: 10, pricePerPlaceCents: 100 }],
      });
      for (const { capacity, holds } of changes) {
        const { version, categories } = await read(code);
        const wanted = categories.map(({ sold: _sold, held: _held, ...terms }) => ({ ...terms, capacity }));
        const [edited] = await Promise.all([
          edit(admin, code, version, { categories: wanted }),
          ...holds.map((quantity) =>
            shop.client().post('/cart/lines', { session: code, category: 'A', offer: 'solo', quantity }),
          ),
        ]);
        const [after] = (await read(code)).categories;
        const { capacity: now = 0, held = 0, sold = 0 } = after ?? {};
        expect(held + sold).toBeLessThanOrEqual(now);
        if (edited.status === 200) expect(now).toBe(capacity);
        else expect(Browser.problem(edited)).toMatchObject({ code: 'capacity_below_taken' });
      }
    }),
    {
      seed,
      numRuns: 8,
      // Below what is taken, whatever the seed.
      examples: [
        [
          [
            { capacity: 12, holds: [4, 4] },
            { capacity: 3, holds: [2] },
          ],
        ],
      ],
    },
  );
});

it('refuses fewer places than are taken, with the numbers, and leaves all as it was', async () => {
  const { code } = await shop.make.session({ categories: [{ category: 'A', capacity: 10, pricePerPlaceCents: 100 }] });
  const held = await shop.client().post('/cart/lines', { session: code, category: 'A', offer: 'solo', quantity: 3 });
  expect(held.status).toBe(201);
  const { version, categories } = await read(code);
  const withCapacity = (capacity: number) =>
    categories.map(({ sold: _sold, held: _held, ...terms }) => ({ ...terms, capacity }));
  const refused = await edit(admin, code, version, { placesPerAccount: 2, categories: withCapacity(2) });
  expect(Browser.problem(refused)).toMatchObject({
    code: 'capacity_below_taken',
    fields: [{ field: 'body.changes.categories.A.capacity', message: expect.stringMatching(/0.*3.*3 places/) }],
  });
  expect(Browser.problem(await edit(admin, code, version, { categories: [] })).code).toBe('capacity_below_taken');
  expect(await read(code)).toMatchObject({ version, placesPerAccount: 6, categories: [{ capacity: 10, held: 3 }] });
  const lower = await edit(admin, code, version, { categories: withCapacity(3) });
  expect(lower.body.categories).toMatchObject([{ capacity: 3, held: 3 }]);
});

it('offers: adds, changes and deletes one that nobody has; keeps the places of one that is used', async () => {
  const offer = {
    name: { fr: 'Tribu', en: 'Tribe' },
    description: { fr: '', en: '' },
    places: 6,
    discountPercent: 25,
    position: 9,
  };
  expect((await admin.post('/admin/offers', { code: 'tribu', ...offer })).status).toBe(201);
  const patch = (version: number, changes: object, code = 'tribu') =>
    admin.call('PATCH', `/admin/offers/${code}`, { body: { version, changes } });
  expect((await patch(1, { places: 5 })).body).toMatchObject({ version: 2, places: 5, used: false });
  expect(Browser.problem(await patch(1, { places: 4 })).code).toBe('catalogue_changed_elsewhere');
  expect((await admin.call('DELETE', '/admin/offers/tribu')).status).toBe(204);
  expect(Browser.problem(await patch(1, { places: 9 }, 'solo')).code).toBe('offer_in_use');
  expect(Browser.problem(await admin.call('DELETE', '/admin/offers/solo')).code).toBe('offer_in_use');
  const { body } = await admin.get<{ items: { code: string; inCarts: number }[] }>('/admin/offers');
  expect(body.items.find(({ code }) => code === 'solo')?.inCarts).toBeGreaterThan(0);
});

it('a venue that is renamed is found by its new name at once', async () => {
  await shop.make.session();
  const fields = { nameEn: null, city: 'Lille', capacity: 900, latitude: null, longitude: null };
  const venues = await admin.get<{ items: { code: string; version: number }[] }>('/admin/venues');
  const version = venues.body.items.find(({ code }) => code === 'TSV')?.version ?? 0;
  const wish = { version, name: 'Palais du Beffroi', ...fields };
  expect((await admin.post('/admin/venues/TSV', wish)).status).toBe(200);
  expect((await admin.post('/admin/venues/TSV', wish)).status).toBe(409);
  expect((await admin.post('/admin/sports/NEW', { version: null, name: { fr: 'Neuf', en: 'New' } })).status).toBe(200);
  const found = await admin.get<{ items: unknown[]; nextCursor: string | null }>('/admin/sessions?q=beffroi&limit=2');
  expect(found.body.items).toHaveLength(2);
  const next = await admin.get<{ items: { code: string }[] }>(
    `/admin/sessions?q=beffroi&limit=2&cursor=${found.body.nextCursor}`,
  );
  expect(next.body.items).toHaveLength(2);
  const drafts = await admin.get<{ items: { code: string }[] }>('/admin/sessions?status=draft');
  expect(drafts.body.items.map(({ code }) => code)).toEqual(['NEW02']);
});

it('imports what was looked at, and nothing else', async () => {
  const text = 'sport_code,sport,sport_en\nIMP,Import,Import\n';
  const send = (files: { name: string; text: string }[], plan: string | null = null) =>
    admin.post<{ plan: string | null; applied: boolean; changes: number; problems: object[] }>(
      '/admin/catalogue/import',
      {
        files,
        plan,
      },
    );
  const bad = await send([{ name: 'sports.csv', text: 'sport_code,sport,sport_en\nIMP,Import\n' }]);
  expect(bad.body).toMatchObject({ applied: false, plan: null, problems: [{ file: 'sports.csv', line: 2 }] });
  const look = await send([{ name: 'sports.csv', text }]);
  expect(look.body).toMatchObject({ applied: false, changes: 1 });
  const other = await send([{ name: 'sports.csv', text: text.replace('Import,', 'Autre,') }], look.body.plan);
  expect(other.body.applied).toBe(false);
  expect((await send([{ name: 'sports.csv', text }], look.body.plan)).body).toMatchObject({
    applied: true,
    changes: 1,
  });
  expect(await lastEntry()).toMatchObject({ action: 'catalogue.imported' });
  const large = { name: 'large.csv', text: 'x'.repeat(1_500_000) };
  expect((await send([large])).body.problems).toHaveLength(1);
  expect(Browser.problem(await send([large, large])).code).toBe('import_too_large');
});
