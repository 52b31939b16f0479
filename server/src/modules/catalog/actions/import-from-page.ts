import type { ImportResult } from '@og-tickets/contract/catalog-places.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { setCapacities } from '../../inventory/index.ts';
import { type Editing, record } from './edit-context.ts';
import { importCatalogue } from './import-catalogue.ts';

/** Bad rows that a reply lists; the others are counted. */
const problemsShownMax = 200;

/**
 * Compares files with the catalogue; with the name of a plan, writes it if the comparison still gives that one, else shows the new
 * one. Refused when the files are more than this process can compare without letting others wait (`import_too_large`).
 */
export async function importFromPage(
  editing: Editing,
  { files, plan }: { files: readonly { name: string; text: string }[]; plan: string | null },
): Promise<ImportResult | Refusal> {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > limits.importMaxCharacters) return refuse('import_too_large');
  const { db } = editing.platform;
  const outcome = await importCatalogue(
    db,
    { setCapacities, ensureGates: editing.ensureGates },
    {
      files: files.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
      apply: plan !== null,
      shiftTo: null,
      ...(plan === null ? {} : { onlyPlan: plan }),
      afterWriting: (tx, { kinds, changes }) =>
        record(tx, editing, {
          action: 'catalogue.imported',
          subject: { kind: 'catalogue', id: 'import' },
          after: { changes, kinds: kinds.map(({ examples: _examples, ...counts }) => counts) },
        }),
    },
  );
  if (outcome.kind === 'bad-rows') {
    const { problems } = outcome;
    return { ...nothing, problems: problems.slice(0, problemsShownMax), problemCount: problems.length };
  }
  const { report, applied } = outcome;
  return {
    ...nothing,
    applied,
    kinds: report.kinds,
    changes: report.changes,
    notices: [...report.notices],
    plan: applied ? null : outcome.plan,
  };
}

const nothing = { applied: false, problems: [], problemCount: 0, kinds: [], changes: 0, notices: [], plan: null };
