import { type Db, type Tx, withTx } from '../../../platform/database/database.ts';
import { type CatalogueFiles, readCatalogueFiles } from '../rules/catalogue-files.ts';
import type { ImportFile } from '../rules/csv-table.ts';
import { firstOffers } from '../rules/first-offers.ts';
import { type ImportPlan, planImport, takenProblems } from '../rules/import-plan.ts';
import type { Problem } from '../rules/import-problem.ts';
import { type ImportReport, reportOf } from '../rules/import-report.ts';
import { deleteCategories, writeCategories } from '../sql/categories.ts';
import { readOffers } from '../sql/offers.ts';
import { insertSessions, lockSessions, readSessionIds, updateSessions } from '../sql/sessions.ts';
import { writeSports } from '../sql/sports.ts';
import { writeVenues } from '../sql/venues.ts';
import { readImportState } from '../views/import-state.ts';
import { ensureOffers } from './ensure-offers.ts';

interface StockKey {
  sessionId: number;
  category: string;
}

/** What an import asks of the modules that stand beside the catalogue; whoever runs an import brings them. */
export interface ImportNeighbours {
  /** Locks the stock of these categories until the transaction ends and tells the places taken of those that exist. */
  lockTaken(tx: Tx, keys: readonly StockKey[]): Promise<(StockKey & { taken: number })[]>;
  /** Sets the places on sale, adding stock where there is none. */
  setCapacities(tx: Tx, rows: readonly (StockKey & { capacity: number })[]): Promise<void>;
  /** Gives new sessions their gates. */
  ensureGates(tx: Tx): Promise<void>;
}

export interface ImportRequest {
  files: readonly ImportFile[];
  /** False: a dry run that tells what would change. */
  apply: boolean;
  /** Move all dates by whole weeks so that the first session lies on or after this day. */
  shiftTo: Temporal.PlainDate | null;
}

export type ImportOutcome =
  | { kind: 'bad-rows'; problems: Problem[] }
  | { kind: 'done'; applied: boolean; report: ImportReport };

/**
 * Compares CSV files of sessions, prices, venues and sports with the catalogue and, when `apply` says so, writes the
 * difference in one transaction. With any bad row nothing is written. Rows that the files do not name stay as they
 * are; of a session whose prices they name, the other categories are withdrawn.
 */
export async function importCatalogue(
  db: Db,
  neighbours: ImportNeighbours,
  request: ImportRequest,
): Promise<ImportOutcome> {
  const files = readCatalogueFiles(request.files, request.shiftTo);
  return withTx(db, async (tx): Promise<ImportOutcome> => {
    if (request.apply) await lockSessions(tx);
    const plan = planImport(files, await readImportState(tx));
    if (plan.problems.length > 0) return { kind: 'bad-rows', problems: plan.problems };
    const report = reportOf(plan, await reportContext(tx, files));
    if (!request.apply) return { kind: 'done', applied: false, report };
    const problems = await lockPlaces(tx, neighbours, plan);
    if (problems.length > 0) return { kind: 'bad-rows', problems };
    await writePlan(tx, neighbours, plan);
    return { kind: 'done', applied: true, report };
  });
}

async function reportContext(tx: Tx, files: CatalogueFiles): Promise<Parameters<typeof reportOf>[1]> {
  const stored = new Set((await readOffers(tx)).map((offer) => offer.code));
  const newOffers = firstOffers.flatMap((offer) => (stored.has(offer.code) ? [] : [offer.code]));
  const first = [...files.sessions.values()].toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0];
  const firstStart = first?.startsAt.toZonedDateTimeISO(first.timezone).toString({ offset: 'never' }) ?? null;
  return { newOffers, offers: firstOffers.length, movedWeeks: files.movedWeeks, firstStart };
}

/** Buyers go on while an import compares: what they took meanwhile is seen here, under the lock, before any write. */
async function lockPlaces(tx: Tx, neighbours: ImportNeighbours, plan: ImportPlan): Promise<Problem[]> {
  const ids = await readSessionIds(tx);
  const codes = new Map([...ids].map(([code, id]) => [id, code]));
  const places = new Map<string, Map<string, number>>();
  const wanted = [
    ...plan.categories.changed.map(({ values }) => values),
    ...plan.categories.withdrawn.map((values) => ({ ...values, capacity: 0 })),
  ];
  for (const { session, category, capacity } of wanted) {
    places.set(session, (places.get(session) ?? new Map<string, number>()).set(category, capacity));
  }
  const keys = wanted.flatMap(({ session, category }) => {
    const sessionId = ids.get(session);
    return sessionId === undefined ? [] : [{ sessionId, category }];
  });
  if (keys.length === 0) return [];
  const stored = await neighbours.lockTaken(tx, keys);
  return stored.flatMap((row) => {
    const session = codes.get(row.sessionId) ?? '';
    const after = { stored: [row], places: places.get(session) ?? new Map<string, number>() };
    return takenProblems(plan.decidedAt.get(session), session, after);
  });
}

async function writePlan(tx: Tx, neighbours: ImportNeighbours, plan: ImportPlan): Promise<void> {
  const rowsOf = <V>(kind: { created: V[]; changed: { values: V }[] }): V[] => [
    ...kind.created,
    ...kind.changed.map(({ values }) => values),
  ];
  await writeSports(tx, rowsOf(plan.sports));
  await writeVenues(tx, rowsOf(plan.venues));
  await insertSessions(tx, plan.sessions.created);
  await updateSessions(
    tx,
    plan.sessions.changed.map(({ values }) => values),
  );
  const categories = rowsOf(plan.categories);
  await writeCategories(tx, categories);
  await deleteCategories(tx, plan.categories.withdrawn);
  const ids = await readSessionIds(tx);
  const capacities = [...categories, ...plan.categories.withdrawn.map((values) => ({ ...values, capacity: 0 }))];
  await neighbours.setCapacities(
    tx,
    capacities.flatMap(({ session, category, capacity }) => {
      const sessionId = ids.get(session);
      return sessionId === undefined ? [] : [{ sessionId, category, capacity }];
    }),
  );
  await ensureOffers(tx);
  await neighbours.ensureGates(tx);
}
