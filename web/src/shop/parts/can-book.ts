import type { Availability } from '@og-tickets/contract/rules/availability.ts';

/** True when places can be had now. */
export function canBook(availability: Availability): boolean {
  return availability === 'available' || availability === 'few';
}
