/** The page on which a ticket is accepted. The token stands behind `#`, which browsers keep to themselves. */
export function transferLink(origin: string, token: string): string {
  return `${origin}/transfert#token=${encodeURIComponent(token)}`;
}
