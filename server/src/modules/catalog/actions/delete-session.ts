import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { lockSessionStock, removeStock } from '../../inventory/index.ts';
import { fieldsOf } from '../rules/session-fields.ts';
import { countUses, findCategories } from '../sql/edited-categories.ts';
import { lockEditedSession, removeSession } from '../sql/edited-sessions.ts';
import { type Editing, record } from './edit-context.ts';

/** Deletes a session of which nothing was ever sold or held, and that was never moved. Refused with the numbers otherwise. */
export function deleteSession(editing: Editing, code: string): Promise<{ code: string } | Refusal> {
  return withTx(editing.platform.db, async (tx) => {
    const stored = await lockEditedSession(tx, code);
    if (stored === undefined) return refuse('not_found');
    // Who wants places waits for this lock, and then finds no stock.
    await lockSessionStock(tx, stored.id);
    const { held, sold, changes } = await countUses(tx, stored.id);
    if (held + sold + changes > 0) {
      const message =
        editing.locale === 'en'
          ? `Places ever held: ${held}, with a ticket: ${sold}.`
          : `Places réservées un jour\u202f: ${held}, avec un billet\u202f: ${sold}.`;
      return refuse('session_in_use', { fields: [{ field: 'params.code', message }] });
    }
    const before = fieldsOf(stored, await findCategories(tx, stored.id));
    await editing.removeGates(tx, stored.id);
    await removeSession(tx, stored.id);
    await removeStock(tx, stored.id);
    await record(tx, editing, {
      action: 'session.deleted',
      subject: { kind: 'session', id: code },
      before: { status: stored.status, ...before },
    });
    return { code };
  });
}
