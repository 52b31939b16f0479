/**
 * The token in the fragment of a link from a mail, `#token=…`. Undefined when the link was cut. A fragment reaches no
 * server, so that the token stands in no log.
 */
export function linkToken(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || undefined;
}
