import { readFile } from 'node:fs/promises';
import { ensureGates } from '../modules/admissions/index.ts';
import { formatProblems, hasSessions, importCatalogue } from '../modules/catalog/index.ts';
import { setCapacities } from '../modules/inventory/index.ts';
import type { Db } from '../platform/database/database.ts';

const demoFiles = ['sessions.csv', 'prices.csv', 'venues.csv'];
/** The demo lies in this zone, bar one session on the other side of the world. */
const demoTimezone = 'Europe/Paris';
/** Tomorrow's session may lie a day earlier on a calendar further west. */
const daysAhead = 1;

/**
 * Loads the demo catalogue into a shop without sessions, its dates moved by whole weeks so that the first session lies
 * on the day after `now` or less than a week later. A shop with any session stays as it is.
 * Returns whether it loaded.
 */
export async function loadDemoCatalogue(
  db: Db,
  now: Date,
  progress: (step: string) => void = () => undefined,
): Promise<boolean> {
  if (await hasSessions(db)) return false;
  progress('Loading the demo catalogue');
  const files = await Promise.all(
    demoFiles.map(async (name) => ({
      name,
      bytes: await readFile(new URL(`catalogue/${name}`, import.meta.url)),
    })),
  );
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(demoTimezone).toPlainDate();
  const shiftTo = today.add({ days: daysAhead });
  const outcome = await importCatalogue(db, { setCapacities, ensureGates }, { files, apply: true, shiftTo });
  if (outcome.kind === 'bad-rows') throw new Error(formatProblems(outcome.problems));
  return true;
}
