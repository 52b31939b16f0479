import type { SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { lockSessionStock, setCapacities } from '../../inventory/index.ts';
import type { EditedCategory, EditedSession } from '../rules/edited-session.ts';
import { takenFaults } from '../rules/taken-faults.ts';
import { changedFields, columnsOf, fieldsOf, normalized, pick } from '../rules/session-fields.ts';
import { faultsOf } from '../rules/session-faults.ts';
import { findCategories, replaceCategories } from '../sql/edited-categories.ts';
import { lockEditedSession, updateSession } from '../sql/edited-sessions.ts';
import { insertEdit } from '../sql/session-edits.ts';
import { editedSince } from '../views/edited-since.ts';
import { readKnownCodes, readSearchText } from '../views/known-codes.ts';
import { type Editing, record } from './edit-context.ts';

/** What somebody who bought relies on: it changes by a move, which tells them. */
const relied: ReadonlySet<keyof SessionFields> = new Set(['startsAt', 'timezone', 'venue']);

/**
 * Changes some fields of a session, its categories and their places. Refused as the endpoint says; nothing is changed then.
 * Places go down to what is sold and held at most, decided under the lock of the stock.
 */
export function editSession(
  editing: Editing,
  wish: { code: string; version: number; changes: Partial<SessionFields> },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const stored = await lockForEdit(tx, editing, wish);
    if (isRefusal(stored)) return stored;
    const taken = await lockSessionStock(tx, stored.id);
    const categories = await findCategories(tx, stored.id);
    const before = fieldsOf(stored, categories);
    const after = normalized({ ...before, ...wish.changes });
    const names = changedFields(normalized(before), after);
    if (names.length === 0) return { code: wish.code };
    const faults = faultsOf(after, await readKnownCodes(tx), 'body.changes', editing.locale);
    if (faults.length > 0) return refuse('invalid_request', { fields: faults });
    if (taken > 0 && names.some((name) => relied.has(name))) return refuse('session_has_buyers');
    if (names.includes('categories')) {
      const short = await writeCategories(tx, stored.id, { stored: categories, wanted: after.categories });
      if (short.length > 0) {
        return refuse('capacity_below_taken', { fields: takenFaults(short, categories, editing.locale) });
      }
    }
    const version = await updateSession(tx, stored.id, columnsOf(after, await readSearchText(tx, stored.code, after)));
    await insertEdit(tx, stored.id, { version, accountId: editing.actor.accountId, fields: names });
    await record(tx, editing, {
      action: 'session.changed',
      subject: { kind: 'session', id: stored.code },
      before: pick(before, names),
      after: pick(after, names),
    });
    return { code: wish.code };
  });
}

/** Shows a session in the shop, or takes it out of it. */
export function setSessionStatus(
  editing: Editing,
  wish: { code: string; version: number; status: 'published' | 'withdrawn' },
): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const stored = await lockForEdit(tx, editing, wish);
    if (isRefusal(stored)) return stored;
    if (stored.status === wish.status) return { code: wish.code };
    const version = await updateSession(tx, stored.id, { status: wish.status });
    await insertEdit(tx, stored.id, { version, accountId: editing.actor.accountId, fields: ['status'] });
    await record(tx, editing, {
      action: wish.status === 'published' ? 'session.published' : 'session.withdrawn',
      subject: { kind: 'session', id: stored.code },
      before: { status: stored.status },
      after: { status: wish.status },
    });
    return { code: wish.code };
  });
}

/** The session, locked, if it is still as the editor read it. */
async function lockForEdit(
  tx: Tx,
  editing: Editing,
  wish: { code: string; version: number },
): Promise<EditedSession | Refusal> {
  const stored = await lockEditedSession(tx, wish.code);
  if (stored === undefined) return refuse('not_found');
  if (stored.version !== wish.version) {
    const since = { sessionId: stored.id, version: wish.version, latest: stored.version };
    const fields = await editedSince({ db: tx, keys: editing.platform.keys }, since, editing.locale);
    return refuse('session_changed_elsewhere', { fields });
  }
  return stored.status === 'cancelled' ? refuse('session_cancelled') : stored;
}

/** Returns the categories that would have fewer places than are taken. */
async function writeCategories(
  tx: Tx,
  sessionId: number,
  { stored, wanted }: { stored: readonly EditedCategory[]; wanted: SessionFields['categories'] },
): Promise<readonly { category: string; taken: number }[]> {
  const gone = stored.filter(({ category }) => wanted.every((one) => one.category !== category));
  const capacities = [...wanted, ...gone.map((one) => ({ ...one, capacity: 0 }))];
  const refused = await setCapacities(
    tx,
    capacities.map(({ category, capacity }) => ({ sessionId, category, capacity })),
  );
  if (refused !== null) return refused;
  await replaceCategories(tx, sessionId, wanted);
  return [];
}
