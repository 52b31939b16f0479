/** A place on the globe, in degrees (WGS 84). */
interface Position {
  latitude: number;
  longitude: number;
}

/** What must be known of a session to tell whether somebody can be at it and at another one. */
export interface DatedSession {
  code: string;
  startsAt: string;
  endsAt: string;
  venue: { code: string };
  /** Of the venue; null where nobody has said. */
  position: Position | null;
}

/** Two sessions that one person cannot see both whole. `codes` is in the order in which they begin. */
export type SessionClash =
  | { kind: 'overlap'; codes: readonly [string, string] }
  | { kind: 'travel'; codes: readonly [string, string]; gapMinutes: number; travelMinutes: number; km: number | null };

const minuteMs = 60_000;
/** The mean radius of the Earth (IUGG). */
const earthRadiusKm = 6371;
/** A way is longer than the straight line by about this much. */
const detour = 1.3;

/**
 * Assumed of a journey from seat to seat: `lostMinutes` to leave, to wait and to enter, then this speed. Public transport in a
 * city, trains between cities, planes beyond.
 */
const journeys = [
  { upToKm: 3, lostMinutes: 20, kmPerHour: 5 },
  { upToKm: 60, lostMinutes: 30, kmPerHour: 25 },
  { upToKm: 1200, lostMinutes: 75, kmPerHour: 130 },
  { upToKm: Number.POSITIVE_INFINITY, lostMinutes: 240, kmPerHour: 700 },
] as const;
/** Between two venues of which one has no position. */
const unknownMinutes = 60;

/** Kilometres as the crow flies (haversine formula). */
function distanceKm(from: Position, to: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (difference: number) => Math.sin(radians(difference) / 2) ** 2;
  const chord =
    half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Minutes from one venue to the other, to the next five; 0 at the same venue. An estimate: no timetable is asked. */
function travelOf(from: DatedSession, to: DatedSession): { travelMinutes: number; km: number | null } {
  if (from.venue.code === to.venue.code) return { travelMinutes: 0, km: 0 };
  if (from.position === null || to.position === null) return { travelMinutes: unknownMinutes, km: null };
  const km = distanceKm(from.position, to.position) * detour;
  const journey = journeys.find(({ upToKm }) => km <= upToKm) ?? journeys[3];
  const minutes = journey.lostMinutes + (km / journey.kmPerHour) * 60;
  return { travelMinutes: Math.ceil(minutes / 5) * 5, km: Math.round(km) };
}

/** Which of these sessions one person cannot see both whole: they overlap, or the way is longer than the time between. */
export function sessionClashes(sessions: readonly DatedSession[]): SessionClash[] {
  const inOrder = sessions.toSorted(
    (a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.code < b.code ? -1 : 1),
  );
  return inOrder.flatMap((first, at) =>
    inOrder.slice(at + 1).flatMap((second): SessionClash[] => {
      const codes = [first.code, second.code] as const;
      const gapMinutes = Math.floor((Date.parse(second.startsAt) - Date.parse(first.endsAt)) / minuteMs);
      if (gapMinutes < 0) return [{ kind: 'overlap', codes }];
      const travel = travelOf(first, second);
      return travel.travelMinutes > gapMinutes ? [{ kind: 'travel', codes, gapMinutes, ...travel }] : [];
    }),
  );
}
