export type Audience = 'standard' | 'wheelchair';

/**
 * Price zones in the order in which a page shows them, with the share of the sold places that each gets. First to D
 * are the shares of the real sale's halls; E+ and E were sold for one river bank only, where the cheap zones were the
 * long ones, so that they weigh as much as D and B. Shares are relative: they are scaled to the zones that exist.
 */
const zones = [
  { code: 'First', weight: 5 },
  { code: 'A', weight: 25 },
  { code: 'B', weight: 30 },
  { code: 'C', weight: 25 },
  { code: 'D', weight: 15 },
  { code: 'E+', weight: 15 },
  { code: 'E', weight: 30 },
] as const;

export const zoneCodes: readonly string[] = zones.map((zone) => zone.code);

/** Code of the category that sells a zone to an audience: `A`, or `A-PFR` for wheelchair places. */
export function categoryCode(zone: string, audience: Audience): string {
  return audience === 'wheelchair' ? `${zone}-PFR` : zone;
}

/** Place of a category on the page, from 0: the zones in their order, then the wheelchair ones in the same order. */
export function categoryPosition(zone: string, audience: Audience): number {
  return zoneCodes.indexOf(zone) + (audience === 'wheelchair' ? zoneCodes.length : 0);
}

/** Relative share of a category's places; a category that no zone names gets the share of a single zone in the middle. */
export function categoryWeight(category: string): number {
  return zones.find((zone) => zone.code === category)?.weight ?? 25;
}
