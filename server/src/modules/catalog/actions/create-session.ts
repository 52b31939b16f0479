import type { SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { setCapacities } from '../../inventory/index.ts';
import { columnsOf, fieldsOf, movedTo, normalized } from '../rules/session-fields.ts';
import { faultsOf } from '../rules/session-faults.ts';
import { findCategories, replaceCategories } from '../sql/edited-categories.ts';
import { findSession, insertDraft } from '../sql/edited-sessions.ts';
import { insertEdit } from '../sql/session-edits.ts';
import { readKnownCodes, readSearchText } from '../views/known-codes.ts';
import { type Editing, record } from './edit-context.ts';

/** Creates a draft. Refused with the fields at fault, and when the code is taken. */
export function createSession(
  editing: Editing,
  { code, ...fields }: SessionFields & { code: string },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, (tx) => writeDraft(tx, editing, code, { fields, from: null }));
}

/** Creates a draft like a session, at another time. */
export function duplicateSession(
  editing: Editing,
  { from, code, startsAt }: { from: string; code: string; startsAt: string },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const known = await findSession(tx, from);
    if (known === undefined) return refuse('not_found');
    const fields = movedTo(fieldsOf(known, await findCategories(tx, known.id)), startsAt);
    return writeDraft(tx, editing, code, { fields, from });
  });
}

async function writeDraft(
  tx: Tx,
  editing: Editing,
  code: string,
  { fields: given, from }: { fields: SessionFields; from: string | null },
): Promise<{ code: string } | Refusal> {
  const fields = normalized(given);
  const faults = faultsOf(fields, await readKnownCodes(tx), 'body', editing.locale);
  if (faults.length > 0) return refuse('invalid_request', { fields: faults });
  const id = await insertDraft(tx, code, columnsOf(fields, await readSearchText(tx, code, fields)));
  if (id === null) return refuse('code_taken');
  await replaceCategories(tx, id, fields.categories);
  await setCapacities(
    tx,
    fields.categories.map(({ category, capacity }) => ({ sessionId: id, category, capacity })),
  );
  await editing.ensureGates(tx);
  await insertEdit(tx, id, { version: 1, accountId: editing.actor.accountId, fields: [] });
  await record(tx, editing, {
    action: 'session.created',
    subject: { kind: 'session', id: code },
    after: from === null ? { ...fields } : { ...fields, duplicateOf: from },
  });
  return { code };
}
