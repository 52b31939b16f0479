/** Doors open this long before a session starts; the timetable names no other time. */
const doorsBeforeStartMinutes = 90;

export interface Dated {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  timezone: string;
}

/**
 * Whole weeks by which dates must move so that the first session, by its own local day, lies on or after `from` and
 * less than a week later; negative when it lies later still. 0 when there is no session.
 */
export function weeksUntil(sessions: readonly Dated[], from: Temporal.PlainDate): number {
  const days = sessions.map((session) => localDay(session.startsAt, session.timezone));
  const first = days.toSorted((a, b) => Temporal.PlainDate.compare(a, b))[0];
  if (first === undefined) return 0;
  const weeks = Math.ceil(first.until(from, { largestUnit: 'days' }).days / 7);
  return weeks === 0 ? 0 : weeks;
}

/** Moves a session by whole weeks; the clock on the venue's wall keeps its time when summer time lies in between. */
export function moveByWeeks<S extends Dated>(session: S, weeks: number): S {
  const move = (instant: Temporal.Instant): Temporal.Instant =>
    instant.toZonedDateTimeISO(session.timezone).add({ weeks }).toInstant();
  return { ...session, startsAt: move(session.startsAt), endsAt: move(session.endsAt) };
}

/** When the doors of a session open. */
export function doorsAt(startsAt: Temporal.Instant): Temporal.Instant {
  return startsAt.subtract({ minutes: doorsBeforeStartMinutes });
}

/** Day on the venue's calendar. */
function localDay(instant: Temporal.Instant, timezone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timezone).toPlainDate();
}
