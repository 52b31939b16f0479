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
  /** Highest price of one place, in whole euros. */
  prix?: number;
  /** Only sessions with places left. */
  dispo?: true;
  /** Only sessions with places for wheelchairs. */
  fauteuil?: true;
  /** By date unless told. */
  tri?: 'prix';
}

/** The filters a visitor sees, in the order of the chips; the two days are one. */
export const FILTERS = ['q', 'sport', 'lieu', 'jours', 'prix', 'dispo', 'fauteuil'] as const;
/** One filter. */
export type Filter = (typeof FILTERS)[number];

const MAX_EUROS = 100_000;

/** Reads the search of an address. Whatever it cannot understand does not filter. */
export function readSessionSearch(search: Record<string, unknown>): SessionSearch {
  const { tri, prix } = search;
  const q = textOf(search.q)?.trim().slice(0, limits.searchMaxCharacters);
  const du = dayOf(search.du);
  const au = dayOf(search.au);
  const price = Number(prix);
  return pruned({
    q,
    sport: codeOf(search.sport),
    lieu: codeOf(search.lieu),
    du,
    au: du && au && au < du ? du : au,
    prix: prix !== '' && Number.isInteger(price) && price > 0 && price <= MAX_EUROS ? price : undefined,
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
    ...(search.prix ? { maxPrice: search.prix * 100 } : {}),
    ...(search.dispo ? { available: true } : {}),
    ...(search.fauteuil ? { accessible: true } : {}),
    ...(search.tri ? { sort: 'price' } : {}),
  };
}

/** The filters that are set. */
export function activeFilters(search: SessionSearch): Filter[] {
  return FILTERS.filter((filter) => (filter === 'jours' ? search.du || search.au : search[filter]) !== undefined);
}

/** The search without one filter. */
export function withoutFilter(search: SessionSearch, filter: Filter): SessionSearch {
  return pruned({ ...search, ...(filter === 'jours' ? { du: undefined, au: undefined } : { [filter]: undefined }) });
}

/** The search without any filter; the order stays. */
export function withoutFilters(search: SessionSearch): SessionSearch {
  return pruned({ tri: search.tri });
}

/** The search with other values; `undefined` takes one away. Days that would cross move together. */
export function withValues(search: SessionSearch, change: Partial<SessionSearch>): SessionSearch {
  const next = { ...search, ...change };
  if (next.du && next.au && next.au < next.du) {
    if (change.au) next.du = next.au;
    else next.au = next.du;
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
