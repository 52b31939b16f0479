import type { Locale } from '@og-tickets/contract/common.ts';

const words = {
  fr: {
    count: (places: number) => `Ce billet a ${places} place${places > 1 ? 's' : ''}\u202f: envoyez autant de noms.`,
    first: 'Écrivez le nom du titulaire.',
  },
  en: {
    count: (places: number) => `This ticket has ${places} place${places > 1 ? 's' : ''}: send as many names.`,
    first: 'Write the name of the holder.',
  },
} as const;

/** What is wrong with the names of a ticket's places; null when nothing is. Only the first must be there. */
export function holderFault(
  holders: readonly string[],
  places: number,
  locale: Locale,
): { field: string; message: string } | null {
  if (holders.length !== places) return { field: 'body.holders', message: words[locale].count(places) };
  return holders[0] === '' ? { field: 'body.holders.0', message: words[locale].first } : null;
}

/** A name for each place from those that are kept: empty where none was given. */
export function holdersOf(names: readonly string[], places: number): string[] {
  return Array.from({ length: places }, (_, i) => names[i] ?? '');
}
