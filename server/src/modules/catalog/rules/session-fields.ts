import type { SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import type { EditedCategory, EditedSession, SessionColumns } from './edited-session.ts';

/** What is edited of a stored session. */
export function fieldsOf(row: EditedSession, categories: readonly EditedCategory[]): SessionFields {
  const time = (value: Date | null): string | null => value?.toISOString() ?? null;
  return {
    sport: row.sport,
    venue: row.venue,
    title: { fr: row.title_fr, en: row.title_en },
    description: { fr: row.description_fr, en: row.description_en },
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    doorsAt: row.doors_at.toISOString(),
    timezone: row.timezone,
    medal: row.medal,
    venuePlaces: row.capacity,
    placesPerAccount: row.places_per_account,
    vatBasisPoints: row.vat_basis_points,
    salesOpenAt: time(row.sales_open_at),
    salesCloseAt: time(row.sales_close_at),
    cancellableUntil: time(row.cancellable_until),
    codesReleasedAt: time(row.codes_released_at),
    allowedKinds: row.allowed_kinds,
    categories: categories.map(({ category, audience, companion, pricePerPlaceCents, capacity, tariffs }) => ({
      category,
      audience,
      companion,
      pricePerPlaceCents,
      capacity,
      tariffs,
    })),
  };
}

/** What is stored of the fields, but for the categories, which have tables of their own. */
export function columnsOf(fields: SessionFields, searchText: string): SessionColumns {
  const time = (value: string | null): Date | null => (value === null ? null : new Date(value));
  return {
    sport: fields.sport,
    venue: fields.venue,
    title_fr: fields.title.fr,
    title_en: fields.title.en,
    description_fr: fields.description.fr,
    description_en: fields.description.en,
    search_text: searchText,
    starts_at: new Date(fields.startsAt),
    ends_at: new Date(fields.endsAt),
    doors_at: new Date(fields.doorsAt),
    timezone: fields.timezone,
    medal: fields.medal,
    capacity: fields.venuePlaces,
    places_per_account: fields.placesPerAccount,
    vat_basis_points: fields.vatBasisPoints,
    sales_open_at: time(fields.salesOpenAt),
    sales_close_at: time(fields.salesCloseAt),
    cancellable_until: time(fields.cancellableUntil),
    codes_released_at: time(fields.codesReleasedAt),
    allowed_kinds: fields.allowedKinds,
  };
}

const instants = [
  'startsAt',
  'endsAt',
  'doorsAt',
  'salesOpenAt',
  'salesCloseAt',
  'cancellableUntil',
  'codesReleasedAt',
] as const;

/** The fields with every moment and tariff written in the one way in which equal values are equal texts. */
export function normalized(fields: SessionFields): SessionFields {
  const times = Object.fromEntries(
    instants.map((name) => {
      const value = fields[name];
      return [name, value === null ? null : new Date(value).toISOString()];
    }),
  );
  const categories = fields.categories.map(({ tariffs, ...category }) => ({
    ...category,
    tariffs: tariffs.toSorted((a, b) => (a.offer < b.offer ? -1 : 1)),
  }));
  return { ...fields, ...times, categories };
}

/** Names of the fields that differ. */
export function changedFields(before: SessionFields, after: SessionFields): (keyof SessionFields)[] {
  const known = new Map(Object.entries(before).map(([name, value]) => [name, JSON.stringify(value)]));
  return fieldNames(after).filter((name) => known.get(name) !== JSON.stringify(after[name]));
}

function fieldNames(fields: SessionFields): (keyof SessionFields)[] {
  // The object was made by this file or checked against the schema: it has these keys and no others.
  return Object.keys(fields) as (keyof SessionFields)[];
}

/** Some of the fields, for the journal. */
export function pick(fields: SessionFields, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** A session like another one at another time: all its moments move by as much. */
export function movedTo(fields: SessionFields, startsAt: string): SessionFields {
  const laterMs = new Date(startsAt).getTime() - new Date(fields.startsAt).getTime();
  const times = Object.fromEntries(
    instants.map((name) => {
      const value = fields[name];
      return [name, value === null ? null : new Date(new Date(value).getTime() + laterMs).toISOString()];
    }),
  );
  return { ...fields, ...times };
}
