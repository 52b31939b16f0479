import type { ImportPlan, KindPlan } from './import-plan.ts';
import type { Problem } from './import-problem.ts';

/** Bad rows that a report lists; the others are counted. */
const problemsShownMax = 50;
const examplesMax = 5;

/** How many rows of a kind an import makes, changes, withdraws and leaves, with a few of each by name. */
export interface KindReport {
  kind: 'sports' | 'venues' | 'sessions' | 'prices' | 'offers';
  created: number;
  changed: number;
  withdrawn: number;
  unchanged: number;
  examples: string[];
}

export interface ImportReport {
  kinds: KindReport[];
  /** Rows that are made, changed or withdrawn. */
  changes: number;
  movedWeeks: number;
  /** Start of the first imported session, on the venue's wall; null when the files hold none. */
  firstStart: string | null;
  notices: string[];
}

/** Sums up a plan. `newOffers` are the codes of the offers that the import would add. */
export function reportOf(
  plan: ImportPlan,
  context: { newOffers: readonly string[]; offers: number; movedWeeks: number; firstStart: string | null },
): ImportReport {
  const kinds: KindReport[] = [
    kindReport('sports', plan.sports, (sport) => sport.code),
    kindReport('venues', plan.venues, (venue) => venue.code),
    kindReport('sessions', plan.sessions, (session) => session.code),
    kindReport('prices', plan.categories, (category) => `${category.session} ${category.category}`),
    {
      kind: 'offers',
      created: context.newOffers.length,
      changed: 0,
      withdrawn: 0,
      unchanged: context.offers - context.newOffers.length,
      examples: context.newOffers.map((code) => `new: ${code}`),
    },
  ];
  const changes = kinds.reduce((sum, kind) => sum + kind.created + kind.changed + kind.withdrawn, 0);
  return { kinds, changes, movedWeeks: context.movedWeeks, firstStart: context.firstStart, notices: plan.notices };
}

function kindReport<V>(kind: KindReport['kind'], plan: KindPlan<V>, name: (values: V) => string): KindReport {
  const examples = [
    ...plan.created.slice(0, examplesMax).map((values) => `new: ${name(values)}`),
    ...plan.changed
      .slice(0, examplesMax)
      .map(({ values, fields }) => `changed: ${name(values)} (${fields.join(', ')})`),
    ...plan.withdrawn.slice(0, examplesMax).map((values) => `withdrawn: ${name(values)}`),
  ];
  return {
    kind,
    created: plan.created.length,
    changed: plan.changed.length,
    withdrawn: plan.withdrawn.length,
    unchanged: plan.unchanged,
    examples,
  };
}

/** The report as lines for a terminal. */
export function formatReport(report: ImportReport, applied: boolean): string {
  const lines = report.kinds.map(
    ({ kind, created, changed, withdrawn, unchanged }) =>
      `${kind.padEnd(9)}${count(created)} new ${count(changed)} changed ${count(withdrawn)} withdrawn ${count(unchanged)} unchanged`,
  );
  const examples = report.kinds.flatMap(({ kind, examples: names }) => names.map((name) => `  ${kind} ${name}`));
  if (examples.length > 0) lines.push('', 'For example:', ...examples);
  if (report.movedWeeks !== 0) {
    lines.push('', `Dates were moved by ${report.movedWeeks} weeks: the first session starts ${report.firstStart}.`);
  }
  if (report.notices.length > 0) lines.push('', ...report.notices.map((notice) => `Note: ${notice}`));
  lines.push('', closingLine(report.changes, applied));
  return lines.join('\n');
}

function closingLine(changes: number, applied: boolean): string {
  if (changes === 0) return '0 changes: the shop already holds all of this.';
  const rows = `${changes} ${changes === 1 ? 'change' : 'changes'}`;
  return applied ? `${rows} written.` : `${rows} would be written. Nothing was: add --apply to write.`;
}

function count(value: number): string {
  return String(value).padStart(6);
}

/** Bad rows as lines for a terminal, in the order of the files, at most 50 and then how many more. */
export function formatProblems(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, problemsShownMax)
    .map(({ file, line, column, message }) =>
      column === null ? `${file}, line ${line}: ${message}` : `${file}, line ${line}, column ${column}: ${message}`,
    );
  const more = problems.length - problemsShownMax;
  if (more > 0) lines.push(`... and ${more} more.`);
  const rows = `${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}`;
  return [...lines, '', `${rows} found: nothing was written. Correct the files and import again.`].join('\n');
}
