import { pricesCsv, sessionsCsv } from './catalogue-csv.ts';
import type { Db } from '../src/platform/database/database.ts';
import { uuidv7 } from '../src/platform/keys/random.ts';
import { ensureGates } from '../src/modules/admissions/index.ts';
import { importCatalogue } from '../src/modules/catalog/index.ts';
import { setCapacities } from '../src/modules/inventory/index.ts';

const lille = { venue_code: 'LIL', venue: 'Stade Pierre Mauroy', city: 'Villeneuve-d’Ascq' };
const basketball = { ...lille, sport_code: 'BKB', sport: 'Basketball', sport_en: 'Basketball' };
const tahiti = { venue_code: 'TAH', venue: 'Teahupo’o', city: 'Tahiti', timezone: 'Pacific/Tahiti' };
const day = (date: string, hour = '15') => ({
  starts_at_utc: `${date}T${hour}:00:00Z`,
  ends_at_utc: `${date}T${hour}:45:00Z`,
});

const sessions = sessionsCsv(
  {
    ...basketball,
    ...day('2090-07-24'),
    session_code: 'BKB01',
    title: 'Basketball hommes — groupe C',
    capacity: '100',
  },
  { ...basketball, ...day('2090-07-25'), session_code: 'BKB02', title: 'Basketball femmes', capacity: '' },
  { ...day('2090-07-24'), session_code: 'JUD01', title: 'Judo — épreuve par équipes' },
  { ...day('2090-07-26'), session_code: 'JUD02', title: 'Judo -48 kg' },
  { ...day('2090-07-27'), session_code: 'JUD03', title: 'Judo annulé' },
  { ...day('2090-07-28'), session_code: 'JUD04', title: 'Judo retiré' },
  { ...day('2090-07-29'), session_code: 'JUD05', title: 'Judo à venir' },
  { ...day('2020-07-29'), session_code: 'JUD06', title: 'Judo passé' },
  // 16:00 on the 25th in Tahiti.
  {
    ...tahiti,
    ...day('2090-07-26', '02'),
    sport_code: 'SRF',
    sport: 'Surf',
    sport_en: 'Surfing',
    session_code: 'SRF01',
    title: 'Surf',
  },
);
const prices = pricesCsv(
  ['BKB01', 'A', 9_000],
  ['BKB01', 'B', 4_000],
  ...['JUD01', 'JUD02', 'JUD03', 'JUD04', 'JUD05', 'JUD06'].map((code) => [code, 'A', 2_400] as const),
  ['JUD02', 'A', 1_500, 'wheelchair'],
  ['SRF01', 'First', 5_000],
);

/**
 * A small catalogue with one session of each kind: on sale, without a price (BKB02), with wheelchair places (JUD02),
 * cancelled (JUD03), withdrawn (JUD04), not yet on sale (JUD05), over (JUD06), and on another calendar (SRF01).
 */
export async function loadSmallCatalogue(db: Db): Promise<void> {
  const request = { files: [sessions, prices], apply: true, shiftTo: null };
  const outcome = await importCatalogue(db, { setCapacities, ensureGates }, request);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome.problems));
  const set = (code: string) => db.updateTable('catalog.sessions').where('code', '=', code);
  await set('JUD03').set({ status: 'cancelled' }).execute();
  await set('JUD04').set({ status: 'withdrawn' }).execute();
  await set('JUD05')
    .set({ sales_open_at: new Date('2089-01-01') })
    .execute();
}

/** The number of a session. */
export async function idOf(db: Db, code: string): Promise<number> {
  const { id } = await db
    .selectFrom('catalog.sessions')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return id;
}

/** Sets the places taken of a category, those of a live hold that ends in `endsInMinutes` among them. */
export async function take(
  db: Db,
  code: string,
  category: string,
  taken: number,
  held?: { places: number; endsInMinutes: number },
) {
  const sessionId = await idOf(db, code);
  await db.deleteFrom('inventory.holds').where('session_id', '=', sessionId).where('category', '=', category).execute();
  await db
    .updateTable('inventory.inventory')
    .set({ taken })
    .where('session_id', '=', sessionId)
    .where('category', '=', category)
    .execute();
  if (held === undefined) return;
  await db
    .insertInto('inventory.holds')
    .values({
      session_id: sessionId,
      id: uuidv7(),
      category,
      places: held.places,
      cart_id: uuidv7(),
      expires_at: new Date(Date.now() + held.endsInMinutes * 60_000),
      limit_per_session: 6,
      limit_per_account: 30,
    })
    .execute();
}
