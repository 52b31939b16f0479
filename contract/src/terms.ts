/**
 * Versions of the terms of sale and of use, the newest first: the day they were written, and a number where a day has
 * several. Texts of all of them stay in `terms-text/`, for those who accepted them.
 */
export const termsVersions = ['2026-11-23.2', '2026-11-23'] as const;

/** A version of the terms whose text is kept. */
export type TermsVersion = (typeof termsVersions)[number];

/** Version that a registration and an order accept now; stored with both. */
export const termsVersion: TermsVersion = termsVersions[0];

/** The version of that name; undefined when there is no such text. */
export function knownTermsVersion(version: string): TermsVersion | undefined {
  return termsVersions.find((known) => known === version);
}

/** The day of a version, `2026-11-23`. */
export function termsDay(version: TermsVersion): string {
  return version.slice(0, 10);
}
