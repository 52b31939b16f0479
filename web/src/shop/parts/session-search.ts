import type { listSessions } from '@og-tickets/contract/catalog.ts';
import type { QueryOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';

/** What the address of the list of sessions holds; what is absent does not filter. */
export interface SessionSearch {
  q?: string;
  /** Code of the sport. */
  sport?: string;
  /** Code of the venue. */
  lieu?: string;
  /** First and last day, `2026-07-27`, on the calendar of each venue. */
  du?: string;
  au?: string;
  /** Lowest and highest price of one place, in whole euros. */
  prixmin?: number;
  prix?: number;
  /** Only sessions with places left. */
  dispo?: true;
  /** Only sessions with places for wheelchairs. */
  fauteuil?: true;
  /** By date unless told. */
  tri?: 'prix';
}

/** The filters a visitor sees, in the order of the chips; the two days are one, and so are the two prices. */
export const FILTERS = ['q', 'sport', 'lieu', 'jours', 'prix', 'dispo', 'fauteuil'] as const;
/** One filter. */
export type Filter = (typeof FILTERS)[number];

const MAX_EUROS = 100_000;

/** Reads the search of an address. Whatever it cannot understand does not filter. */
export function readSessionSearch(search: Record<string, unknown>): SessionSearch {
  const { tri } = search;
  const q = textOf(search.q)?.trim().slice(0, limits.searchMaxCharacters);
  const du = dayOf(search.du);
  const au = dayOf(search.au);
  const lowest = eurosOf(search.prixmin);
  const highest = eurosOf(search.prix);
  return pruned({
    q,
    sport: codeOf(search.sport),
    lieu: codeOf(search.lieu),
    du,
    au: du && au && au < du ? du : au,
    prixmin: lowest,
    prix: lowest && highest && highest < lowest ? lowest : highest,
    dispo: boxOf(search.dispo),
    fauteuil: boxOf(search.fauteuil),
    tri: tri === 'prix' ? 'prix' : undefined,
  });
}

/** The same in the words of the API. */
export function apiQueryOf(search: SessionSearch): QueryOf<typeof listSessions> {
  return {
    ...(search.q ? { q: search.q } : {}),
    ...(search.sport ? { sport: search.sport } : {}),
    ...(search.lieu ? { venue: search.lieu } : {}),
    ...(search.du ? { from: search.du } : {}),
    ...(search.au ? { to: search.au } : {}),
    ...(search.prixmin ? { minPrice: search.prixmin * 100 } : {}),
    ...(search.prix ? { maxPrice: search.prix * 100 } : {}),
    ...(search.dispo ? { available: true } : {}),
    ...(search.fauteuil ? { accessible: true } : {}),
    ...(search.tri ? { sort: 'price' } : {}),
  };
}

/** The filters that are set. */
export function activeFilters(search: SessionSearch): Filter[] {
  return FILTERS.filter((filter) => fieldsOf(filter).some((field) => search[field] !== undefined));
}

/** What a filter is made of. */
function fieldsOf(filter: Filter): readonly (keyof SessionSearch)[] {
  if (filter === 'jours') return ['du', 'au'];
  return filter === 'prix' ? ['prixmin', 'prix'] : [filter];
}

/** The search without one filter. */
export function withoutFilter(search: SessionSearch, filter: Filter): SessionSearch {
  return pruned({ ...search, ...Object.fromEntries(fieldsOf(filter).map((field) => [field, undefined])) });
}

/** The search without any filter; the order stays. */
export function withoutFilters(search: SessionSearch): SessionSearch {
  return pruned({ tri: search.tri });
}

/** The search with other values; `undefined` takes one away. Days or prices that would cross move together. */
export function withValues(search: SessionSearch, change: Partial<SessionSearch>): SessionSearch {
  const next = { ...search, ...change };
  if (next.du && next.au && next.au < next.du) {
    if (change.au) next.du = next.au;
    else next.au = next.du;
  }
  if (next.prixmin && next.prix && next.prix < next.prixmin) {
    if (change.prix) next.prixmin = next.prix;
    else next.prix = next.prixmin;
  }
  return pruned(next);
}

function pruned(search: SessionSearch): SessionSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}

/** The router reads `q=100` as a number and `q=true` as a boolean. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function eurosOf(value: unknown): number | undefined {
  const euros = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(euros) && euros > 0 && euros <= MAX_EUROS ? euros : undefined;
}

function boxOf(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}

function codeOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text && /^[A-Za-z0-9+-]{1,10}$/.test(text) ? text : undefined;
}

function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : undefined;
}
