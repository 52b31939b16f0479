/** Parts of the benchmark; some servers and sessions are made for each run, so any of them can run alone. */
export const parts = [
  'closed',
  'slow-disk',
  'doors',
  'processes',
  'sold-out',
  'expiry',
  'logins',
  'catalogue',
  'paying',
  'crashes',
] as const;
export type Part = (typeof parts)[number];

function isPart(word: string): word is Part {
  return parts.some((part) => part === word);
}

/** What the command line asks for: `--only logins,paying`; all where it says nothing. Throws for a part that nobody knows. */
export function wantedParts(): ReadonlySet<Part> {
  const at = process.argv.indexOf('--only');
  if (at < 0) return new Set(parts);
  const words = (process.argv[at + 1] ?? '').split(',');
  const unknown = words.filter((word) => !isPart(word));
  if (unknown.length > 0) throw new RangeError(`--only takes some of ${parts.join(', ')}, not ${unknown.join(', ')}`);
  return new Set(words.filter(isPart));
}
