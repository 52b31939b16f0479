/** Where this device controls. */
export interface Station {
  session: string;
  gate: string;
  title: string;
  timeZone: string;
}

const KEY = 'og-tickets.station';

/** The station chosen on this device, so that a reload goes on with it. */
export function savedStation(): Station | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isStation(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the station for this tab, or forgets it. */
export function saveStation(station: Station | undefined): void {
  try {
    if (station === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(station));
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}

function isStation(value: unknown): value is Station {
  if (typeof value !== 'object' || value === null) return false;
  return ['session', 'gate', 'title', 'timeZone'].every(
    (key) => key in value && typeof Reflect.get(value, key) === 'string',
  );
}
