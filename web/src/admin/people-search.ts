/** Whom the page of people shows, as it stands in the address. */
export interface PeopleSearch {
  /** What was searched for. */
  q?: string;
  /** The account that is open. */
  compte?: string;
}

const uuid = /^[0-9a-f-]{36}$/;

/** Reads a search from an address; what is not one is left out. */
export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const { q, compte } = search;
  const typed = typeof q === 'string' || typeof q === 'number' ? String(q).trim() : '';
  return {
    ...(typed === '' || typed.length > 254 ? {} : { q: typed }),
    ...(typeof compte === 'string' && uuid.test(compte) ? { compte } : {}),
  };
}
