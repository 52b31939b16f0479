import type { CatalogueFiles, PriceRow } from './catalogue-files.ts';
import { type Problem, problem } from './import-problem.ts';
import type { CatalogueState } from './import-state.ts';

/**
 * From this many on, priced sessions of sports that nobody knows are taken for another programme in the same price
 * list and left out; fewer are taken for slips of the pen and refused.
 */
const otherProgrammeSessionsMin = 20;

/**
 * Judges prices of sessions that stand neither in the files nor in the database. One price list may cover several
 * programmes of which only one is imported, so that a whole programme is left out with a notice; an unknown session
 * of a known sport is a bad row.
 */
export function unknownSessions(
  files: CatalogueFiles,
  state: CatalogueState,
): { notices: string[]; problems: Problem[] } {
  // What an unreadable file would have named is not known: its own problem comes first.
  if (!files.complete) return { notices: [], problems: [] };
  const known = new Set([...files.namedSessions, ...state.sessions.keys()]);
  const series = new Set([...known].map(seriesOf));
  const unknown = [...files.prices].filter(([session]) => !known.has(session));
  const slips = unknown.filter(([session]) => series.has(seriesOf(session)));
  const others = unknown.filter(([session]) => !series.has(seriesOf(session)));
  if (others.length < otherProgrammeSessionsMin) return { notices: [], problems: badRows([...slips, ...others]) };
  const prices = others.reduce((sum, [, rows]) => sum + rows.length, 0);
  const codes = [...new Set(others.map(([session]) => seriesOf(session)))].toSorted();
  const notice = `${prices} prices of ${others.length} sessions of sports that are neither in the files nor in the shop were left out (${codes.join(', ')}).`;
  return { notices: [notice], problems: badRows(slips) };
}

/** A session code without its number, such as BKB of BKB14. */
function seriesOf(session: string): string {
  return session.replace(/\d{1,2}$/, '');
}

function badRows(unknown: readonly [string, readonly PriceRow[]][]): Problem[] {
  return unknown.flatMap(([session, rows]) =>
    rows.map((row) =>
      problem(row.at, 'session_code', `The session ${session} stands neither in the files nor in the shop.`),
    ),
  );
}
