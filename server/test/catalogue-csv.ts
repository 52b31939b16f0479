import type { ImportFile } from '../src/modules/catalog/rules/csv-table.ts';

const sessionColumns = [
  'session_code',
  'sport_code',
  'sport',
  'sport_en',
  'title',
  'title_en',
  'description',
  'description_en',
  'venue_code',
  'venue',
  'city',
  'starts_at_utc',
  'ends_at_utc',
  'timezone',
  'medal',
  'capacity',
] as const;

export type SessionCells = Partial<Record<(typeof sessionColumns)[number] | 'cancel_hours', string>>;

const usualSession: Required<Omit<SessionCells, 'cancel_hours'>> = {
  session_code: 'JUD01',
  sport_code: 'JUD',
  sport: 'Judo',
  sport_en: 'Judo',
  title: 'Judo femmes',
  title_en: 'Women’s judo',
  description: 'Premier tour',
  description_en: 'First round',
  venue_code: 'CDM',
  venue: 'Champ de Mars Arena',
  city: 'Paris',
  starts_at_utc: '2024-07-27T10:00:00Z',
  ends_at_utc: '2024-07-27T14:00:00Z',
  timezone: 'Europe/Paris',
  medal: 'false',
  capacity: '1000',
};

/** A CSV file; every cell is quoted. */
function csv(name: string, columns: readonly string[], rows: readonly (readonly string[])[]): ImportFile {
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return { name, bytes: new TextEncoder().encode(`${[columns, ...rows].map(line).join('\n')}\n`) };
}

/**
 * A file of sessions; each row names only what differs from the usual judo session. It has the column `cancel_hours` when
 * the first row names it.
 */
export function sessionsCsv(...rows: SessionCells[]): ImportFile {
  const columns = rows[0]?.cancel_hours === undefined ? sessionColumns : ([...sessionColumns, 'cancel_hours'] as const);
  const cells = rows.map((row) => {
    const titleEn = row.title_en ?? row.title ?? usualSession.title_en;
    const whole = { cancel_hours: '', ...usualSession, ...row, title_en: titleEn };
    return columns.map((column) => whole[column]);
  });
  return csv('sessions.csv', columns, cells);
}

/** A file of prices; each row is session, category, price in cents and, where it differs, the audience. */
export function pricesCsv(...rows: (readonly [string, string, number, 'wheelchair'?])[]): ImportFile {
  return csv(
    'prices.csv',
    ['session_code', 'category', 'audience', 'price_cents', 'currency'],
    rows.map(([session, category, cents, audience]) => [session, category, audience ?? 'standard', `${cents}`, 'EUR']),
  );
}

/** A file of venues; each row is code, name, city and capacity. */
export function venuesCsv(...rows: (readonly [string, string, string, string])[]): ImportFile {
  return csv(
    'venues.csv',
    ['venue_code', 'venue', 'city', 'capacity'],
    rows.map((row) => [...row]),
  );
}
