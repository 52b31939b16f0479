/** The time zone of this device, for deadlines and dates that belong to no venue. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
