import type { Db } from '../src/platform/database/database.ts';

/** Everything that an import may write, to compare before and after. */
export async function catalogueContents(db: Db): Promise<unknown> {
  return {
    sports: await db.selectFrom('catalog.sports').selectAll().orderBy('code').execute(),
    venues: await db.selectFrom('catalog.venues').selectAll().orderBy('code').execute(),
    offers: await db.selectFrom('catalog.offers').selectAll().orderBy('code').execute(),
    sessions: await db.selectFrom('catalog.sessions').selectAll().orderBy('id').execute(),
    categories: await db
      .selectFrom('catalog.session_categories')
      .selectAll()
      .orderBy('session_id')
      .orderBy('category')
      .execute(),
    stock: await db.selectFrom('inventory.inventory').selectAll().orderBy('session_id').orderBy('category').execute(),
    gates: await db.selectFrom('admissions.gates').selectAll().orderBy('session_id').orderBy('code').execute(),
  };
}

/** The places of each category of a session. */
export async function capacitiesOf(db: Db, code: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('inventory.inventory as stock')
    .innerJoin('catalog.sessions as session', 'session.id', 'stock.session_id')
    .where('session.code', '=', code)
    .select(['stock.category', 'stock.capacity'])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.category, row.capacity]));
}

/** As if so many places of a category were taken. */
export async function markTaken(
  db: Db,
  { code, category, places }: { code: string; category: string; places: number },
): Promise<void> {
  await db
    .updateTable('inventory.inventory')
    .set({ taken: places })
    .where('category', '=', category)
    .where('session_id', '=', (query) => query.selectFrom('catalog.sessions').select('id').where('code', '=', code))
    .execute();
}
