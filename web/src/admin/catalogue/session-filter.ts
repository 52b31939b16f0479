import { sessionStatuses } from '@og-tickets/contract/catalog-admin.ts';

/** What sessions are filtered by, as it stands in the address. */
export interface SessionFilter {
  q?: string;
  sport?: string;
  venue?: string;
  status?: (typeof sessionStatuses)[number];
}

const code = /^[A-Z0-9]{2,10}$/;

/** Reads a filter from an address; what is not one is left out. */
export function readSessionFilter(search: Record<string, unknown>): SessionFilter {
  const status = sessionStatuses.find((one) => one === search.status);
  const text = (name: string, fits: (value: string) => boolean) => {
    // A search for a number comes out of the address as one.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name];
    return typeof value === 'string' && fits(value) ? { [name]: value } : {};
  };
  return {
    ...text('q', (value) => value.trim() !== '' && value.length <= 80),
    ...text('sport', (value) => code.test(value)),
    ...text('venue', (value) => code.test(value)),
    ...(status === undefined ? {} : { status }),
  };
}
