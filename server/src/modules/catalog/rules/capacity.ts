import { type Audience, categoryWeight } from './categories.ts';

/** A fifth of a venue is held back for guests, teams and the press. */
const heldBackPercent = 20;
/** Wheelchair categories together get this share of the sold places ... */
const wheelchairPercent = 1;
/** ... and each at least this many. */
const wheelchairPlacesMin = 4;

export interface SplitCategory {
  category: string;
  audience: Audience;
}

/** Places of a venue that are put on sale: four fifths, rounded down. */
export function placesOnSale(capacity: number): number {
  return Math.floor((capacity * (100 - heldBackPercent)) / 100);
}

/**
 * Splits what a venue of `capacity` places puts on sale over the categories of a session. Wheelchair categories share
 * 1 % evenly, at least 4 places each; the others share the rest by their weights. Whole places by largest remainder:
 * the parts add up to `placesOnSale(capacity)` exactly (none when there is no category). Throws RangeError for a
 * capacity that is not a positive whole number.
 */
export function splitCapacity(capacity: number, categories: readonly SplitCategory[]): Map<string, number> {
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`capacity ${capacity}`);
  const wheelchair = categories.filter((category) => category.audience === 'wheelchair');
  const standard = categories.filter((category) => category.audience === 'standard');
  const onSale = placesOnSale(capacity);
  const forWheelchairs = standard.length === 0 ? onSale : wheelchairPlaces(onSale, wheelchair.length);
  return new Map([
    ...share(
      onSale - forWheelchairs,
      standard.map(({ category }) => ({ category, weight: categoryWeight(category) })),
    ),
    ...share(
      forWheelchairs,
      wheelchair.map(({ category }) => ({ category, weight: 1 })),
    ),
  ]);
}

function wheelchairPlaces(onSale: number, categories: number): number {
  if (categories === 0) return 0;
  const wanted = Math.max(Math.round((onSale * wheelchairPercent) / 100), categories * wheelchairPlacesMin);
  return Math.min(wanted, onSale);
}

/** Largest remainder: everyone gets the whole part of its share, the places left go to the largest rests, first come first. */
function share(places: number, parts: readonly { category: string; weight: number }[]): [string, number][] {
  const weights = parts.reduce((sum, part) => sum + part.weight, 0);
  // Integers throughout: places x weight stays far below 2^53.
  const shares = parts.map((part) => ({
    category: part.category,
    places: Math.floor((places * part.weight) / weights),
    rest: (places * part.weight) % weights,
  }));
  let left = places - shares.reduce((sum, part) => sum + part.places, 0);
  for (const part of shares.toSorted((a, b) => b.rest - a.rest)) {
    if (left === 0) break;
    part.places += 1;
    left -= 1;
  }
  return shares.map((part) => [part.category, part.places]);
}
