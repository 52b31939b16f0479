import { hash } from 'node:crypto';
import { type Db, type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { type CatalogueFiles, readCatalogueFiles } from '../rules/catalogue-files.ts';
import type { ImportFile } from '../rules/csv-table.ts';
import { firstOffers } from '../rules/first-offers.ts';
import { type ImportPlan, type KindPlan, planImport, takenProblem } from '../rules/import-plan.ts';
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
  /** Sets places on sale, adding stock where there is none; null, or the rows with more places taken than that. */
  setCapacities(
    tx: Tx,
    rows: readonly (StockKey & { capacity: number })[],
  ): Promise<readonly (StockKey & { capacity: number; taken: number })[] | null>;
  /** Gives new sessions their gates. */
  ensureGates(tx: Tx): Promise<void>;
}

export interface ImportRequest {
  files: readonly ImportFile[];
  /** False: a dry run that tells what would change. */
  apply: boolean;
  /** Move all dates by whole weeks so that the first session lies on or after this day. */
  shiftTo: Temporal.PlainDate | null;
  /** Write only if exactly these changes come out: the name of a plan that a dry run gave. */
  onlyPlan?: string;
  /** Called as the last statement of the transaction that writes. */
  afterWriting?: (tx: Tx, report: ImportReport) => Promise<void>;
}

export type ImportOutcome =
  | { kind: 'bad-rows'; problems: Problem[] }
  | { kind: 'done'; applied: boolean; report: ImportReport; plan: string };

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
  const files = await readCatalogueFiles(request.files, request.shiftTo);
  let taken: Problem[] = [];
  const outcome = await withTx(db, async (tx): Promise<ImportOutcome | Refusal> => {
    if (request.apply) await lockSessions(tx);
    const plan = await planImport(files, await readImportState(tx));
    if (plan.problems.length > 0) return { kind: 'bad-rows', problems: plan.problems };
    const report = reportOf(plan, await reportContext(tx, files));
    const name = nameOf(plan);
    const wanted = request.apply && (request.onlyPlan ?? name) === name;
    if (!wanted) return { kind: 'done', applied: false, report, plan: name };
    taken = await writePlan(tx, neighbours, plan);
    // Buyers go on while an import compares: what they took meanwhile rolls all of it back.
    if (taken.length > 0) return refuse('capacity_exhausted');
    await request.afterWriting?.(tx, report);
    return { kind: 'done', applied: true, report, plan: name };
  });
  return isRefusal(outcome) ? { kind: 'bad-rows', problems: taken } : outcome;
}

/** The same for the same changes only. */
function nameOf({ sports, venues, sessions, categories }: ImportPlan): string {
  return hash('sha256', JSON.stringify([sports, venues, sessions, categories]), 'base64url');
}

async function reportContext(tx: Tx, files: CatalogueFiles): Promise<Parameters<typeof reportOf>[1]> {
  const stored = new Set((await readOffers(tx)).map((offer) => offer.code));
  const newOffers = firstOffers.flatMap((offer) => (stored.has(offer.code) ? [] : [offer.code]));
  const first = [...files.sessions.values()].toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0];
  const firstStart = first?.startsAt.toZonedDateTimeISO(first.timezone).toString({ offset: 'never' }) ?? null;
  return { newOffers, offers: firstOffers.length, movedWeeks: files.movedWeeks, firstStart };
}

/** Writes a plan; returns what cannot be had because places were taken since the plan was made. */
async function writePlan(tx: Tx, neighbours: ImportNeighbours, plan: ImportPlan): Promise<Problem[]> {
  await writeSports(tx, rowsOf(plan.sports));
  await writeVenues(tx, rowsOf(plan.venues));
  await insertSessions(tx, plan.sessions.created);
  await updateSessions(
    tx,
    plan.sessions.changed.map(({ values }) => values),
  );
  await writeCategories(tx, rowsOf(plan.categories));
  await deleteCategories(tx, plan.categories.withdrawn);
  await ensureOffers(tx);
  const problems = await writeCapacities(tx, neighbours, plan);
  if (problems.length === 0) await neighbours.ensureGates(tx);
  return problems;
}

function rowsOf<V>(kind: KindPlan<V>): V[] {
  return [...kind.created, ...kind.changed.map(({ values }) => values)];
}

async function writeCapacities(tx: Tx, neighbours: ImportNeighbours, plan: ImportPlan): Promise<Problem[]> {
  const ids = await readSessionIds(tx);
  const codes = new Map([...ids].map(([code, id]) => [id, code]));
  const withdrawn = plan.categories.withdrawn.map((values) => ({ ...values, capacity: 0 }));
  const wanted = [...rowsOf(plan.categories), ...withdrawn].flatMap(({ session, category, capacity }) => {
    const sessionId = ids.get(session);
    return sessionId === undefined ? [] : [{ sessionId, category, capacity }];
  });
  const refused = await neighbours.setCapacities(tx, wanted);
  return (refused ?? []).flatMap(({ sessionId, category, capacity, taken }) => {
    const session = codes.get(sessionId) ?? '';
    const at = plan.decidedAt.get(session);
    return at === undefined ? [] : [takenProblem(at, { session, category, places: capacity, taken })];
  });
}
