import type { AdminSession, SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { fromZonedField, isTimeZone, toZonedField } from './zoned-field.ts';

/** A category as it is typed. `tariffs` holds a text for each offer: empty is worked out, `-` not sold. */
export interface CategoryDraft {
  key: string;
  category: string;
  wheelchair: boolean;
  companion: boolean;
  price: string;
  capacity: string;
  tariffs: Readonly<Record<string, string>>;
  sold: number;
  held: number;
}

/** A session as it is typed; times as on the wall of the venue. */
export interface SessionDraft {
  sport: string;
  venue: string;
  titleFr: string;
  titleEn: string;
  descriptionFr: string;
  descriptionEn: string;
  startsAt: string;
  endsAt: string;
  doorsAt: string;
  timezone: string;
  medal: boolean;
  venuePlaces: string;
  placesPerAccount: string;
  vat: string;
  salesOpenAt: string;
  salesCloseAt: string;
  cancellableUntil: string;
  codesReleasedAt: string;
  paper: boolean;
  rotating: boolean;
  categories: readonly CategoryDraft[];
}

/** What can be wrong with what was typed. */
export type DraftFault = 'required' | 'wrongNumber' | 'wrongPrice' | 'wrongCategory' | 'oneKind';

const paperBit = 1;
const rotatingBit = 2;

/** Cents as a field shows them: `45` or `45.50`, with the comma in French left to whoever types. */
export function priceText(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

/** `45`, `45,5` and `45.50` in cents; null for anything else. */
export function readPrice(text: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match === null ? null : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** A whole number from `min`; null for anything else. */
export function readWhole(text: string, min: number): number | null {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) >= min ? Number(text) : null;
}

/** A session, ready to be typed into; `stock` says what of its categories is sold and held. */
export function draftOf(
  session: SessionFields,
  stock: readonly AdminSession['categories'][number][] = [],
): SessionDraft {
  const taken = (category: string) => stock.find((one) => one.category === category);
  const time = (at: string | null) => toZonedField(at, session.timezone);
  return {
    sport: session.sport,
    venue: session.venue,
    titleFr: session.title.fr,
    titleEn: session.title.en,
    descriptionFr: session.description.fr,
    descriptionEn: session.description.en,
    startsAt: time(session.startsAt),
    endsAt: time(session.endsAt),
    doorsAt: time(session.doorsAt),
    timezone: session.timezone,
    medal: session.medal,
    venuePlaces: session.venuePlaces === null ? '' : String(session.venuePlaces),
    placesPerAccount: String(session.placesPerAccount),
    vat: priceText(session.vatBasisPoints),
    salesOpenAt: time(session.salesOpenAt),
    salesCloseAt: time(session.salesCloseAt),
    cancellableUntil: time(session.cancellableUntil),
    codesReleasedAt: time(session.codesReleasedAt),
    paper: (session.allowedKinds & paperBit) !== 0,
    rotating: (session.allowedKinds & rotatingBit) !== 0,
    categories: session.categories.map((one) => ({
      key: one.category,
      category: one.category,
      wheelchair: one.audience === 'wheelchair',
      companion: one.companion,
      price: priceText(one.pricePerPlaceCents),
      capacity: String(one.capacity),
      tariffs: Object.fromEntries(
        one.tariffs.map(({ offer, priceCents }) => [offer, priceCents === null ? '-' : priceText(priceCents)]),
      ),
      sold: taken(one.category)?.sold ?? 0,
      held: taken(one.category)?.held ?? 0,
    })),
  };
}

/** A category to be filled in. */
export function emptyCategory(): CategoryDraft {
  return {
    key: crypto.randomUUID(),
    category: '',
    wheelchair: false,
    companion: false,
    price: '',
    capacity: '',
    tariffs: {},
    sold: 0,
    held: 0,
  };
}

/** A session to be filled in: in a month, for two hours, as the importer would make it. */
export function emptyDraft(timezone: string): SessionDraft {
  const startsAt = new Date(Math.ceil(Date.now() / 86_400_000 + 30) * 86_400_000 + 18 * 3_600_000);
  const later = (minutes: number) =>
    toZonedField(new Date(startsAt.getTime() + minutes * 60_000).toISOString(), timezone);
  return {
    sport: '',
    venue: '',
    titleFr: '',
    titleEn: '',
    descriptionFr: '',
    descriptionEn: '',
    startsAt: later(0),
    endsAt: later(120),
    doorsAt: later(-90),
    timezone,
    medal: false,
    venuePlaces: '',
    placesPerAccount: '6',
    vat: '5.5',
    salesOpenAt: '',
    salesCloseAt: '',
    cancellableUntil: '',
    codesReleasedAt: '',
    paper: true,
    rotating: true,
    categories: [],
  };
}

/** What was typed as the server takes it, or what is wrong by field; categories by their place, `categories.0.price`. */
export function readDraft(draft: SessionDraft): { fields: SessionFields } | { faults: Map<string, DraftFault> } {
  const faults = new Map<string, DraftFault>();
  const needed = <T>(value: T | null, field: string, fault: DraftFault = 'required'): T | null => {
    if (value === null) faults.set(field, fault);
    return value;
  };
  const words = (text: string, field: string): string => needed(text.trim() === '' ? null : text.trim(), field) ?? '';
  const zone = isTimeZone(draft.timezone) ? draft.timezone : 'UTC';
  if (zone !== draft.timezone && draft.timezone !== 'UTC') faults.set('timezone', 'required');
  const time = (text: string): string | null => fromZonedField(text, zone);
  const fields: SessionFields = {
    sport: words(draft.sport, 'sport'),
    venue: words(draft.venue, 'venue'),
    title: { fr: words(draft.titleFr, 'titleFr'), en: words(draft.titleEn, 'titleEn') },
    description: { fr: draft.descriptionFr.trim(), en: draft.descriptionEn.trim() },
    startsAt: needed(time(draft.startsAt), 'startsAt') ?? '',
    endsAt: needed(time(draft.endsAt), 'endsAt') ?? '',
    doorsAt: needed(time(draft.doorsAt), 'doorsAt') ?? '',
    timezone: draft.timezone,
    medal: draft.medal,
    venuePlaces:
      draft.venuePlaces.trim() === '' ? null : needed(readWhole(draft.venuePlaces, 1), 'venuePlaces', 'wrongNumber'),
    placesPerAccount: needed(readWhole(draft.placesPerAccount, 1), 'placesPerAccount', 'wrongNumber') ?? 0,
    vatBasisPoints: needed(readPrice(draft.vat), 'vat', 'wrongPrice') ?? 0,
    salesOpenAt: time(draft.salesOpenAt),
    salesCloseAt: time(draft.salesCloseAt),
    cancellableUntil: time(draft.cancellableUntil),
    codesReleasedAt: time(draft.codesReleasedAt),
    allowedKinds: (draft.paper ? paperBit : 0) + (draft.rotating ? rotatingBit : 0),
    categories: draft.categories.map((one, at) =>
      readCategory(one, (value, field, fault) => needed(value, `categories.${at}.${field}`, fault)),
    ),
  };
  if (fields.allowedKinds === 0) faults.set('paper', 'oneKind');
  return faults.size > 0 ? { faults } : { fields };
}

function readCategory(
  one: CategoryDraft,
  needed: <T>(value: T | null, field: string, fault?: DraftFault) => T | null,
): SessionFields['categories'][number] {
  const code = one.category.trim();
  const tariffs = Object.entries(one.tariffs).flatMap(([offer, text]) => {
    if (text.trim() === '') return [];
    if (text.trim() === '-') return [{ offer, priceCents: null }];
    return [{ offer, priceCents: needed(readPrice(text), `tariffs.${offer}`, 'wrongPrice') }];
  });
  return {
    category: needed(/^[A-Za-z][A-Za-z0-9+-]{0,11}$/.test(code) ? code : null, 'category', 'wrongCategory') ?? '',
    audience: one.wheelchair ? 'wheelchair' : 'standard',
    companion: one.wheelchair && one.companion,
    pricePerPlaceCents: needed(readPrice(one.price), 'price', 'wrongPrice') ?? 0,
    capacity: needed(readWhole(one.capacity, 0), 'capacity', 'wrongNumber') ?? 0,
    tariffs: tariffs.toSorted((a, b) => (a.offer < b.offer ? -1 : 1)),
  };
}

/** What is edited of a stored session, without what only the server says. */
export function fieldsOf(session: AdminSession): SessionFields {
  const { code: _code, version: _version, status: _status, lastEdit: _lastEdit, categories, ...fields } = session;
  return { ...fields, categories: categories.map(({ sold: _sold, held: _held, ...terms }) => terms) };
}

/** The fields of `after` that differ from `before`. */
export function changesOf(before: SessionFields, after: SessionFields): Partial<SessionFields> {
  const stored = new Map<string, string>(Object.entries(before).map(([name, value]) => [name, comparable(value)]));
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => stored.get(name) !== comparable(value)));
}

/** Equal texts for equal values, whatever the order of their keys. A field shows no seconds: they do not count. */
function comparable(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return value.slice(0, 16);
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
