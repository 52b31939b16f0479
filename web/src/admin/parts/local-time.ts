/** An instant as a `datetime-local` field shows it, in the time zone of this computer: `2026-07-26T19:30`. */
export function toLocalField(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant of a `datetime-local` field; null for an empty one. */
export function fromLocalField(text: string): string | null {
  return text === '' ? null : new Date(text).toISOString();
}
