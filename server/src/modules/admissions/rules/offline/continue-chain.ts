/** Where the chain of a scanner ends, as the server knows it. */
export interface ChainEnd {
  length: number;
  /** Hash of the last scan, base64url; null when there is none yet. */
  head: string | null;
}

/**
 * How many of the scans of an upload the server knows already: those that come first. The next must follow the end of the
 * chain: null when it does not, because a scan is missing in between or the chain goes on in another way than before.
 * `scans` hang together already (`followChain`); `known` holds those of their hashes that are in the chain.
 */
export function continueChain(
  end: ChainEnd,
  scans: readonly { previous: string; hash: string }[],
  known: ReadonlySet<string>,
): number | null {
  const firstNew = scans.findIndex(({ hash }) => !known.has(hash));
  if (firstNew < 0) return scans.length;
  return scans[firstNew]?.previous === (end.head ?? '') ? firstNew : null;
}
