import type { Locale } from '@og-tickets/contract/common.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { FieldFault } from '../../../platform/http/refusal.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { namesOf } from '../../accounts/index.ts';
import { findEditsAfter } from '../sql/session-edits.ts';

/** Which fields of a session were changed after a version, each with who changed it last and when. */
export async function editedSince(
  { db, keys }: { db: Db; keys: Pick<KeyRing, 'encryption'> },
  { sessionId, version, latest }: { sessionId: number; version: number; latest: number },
  locale: Locale,
): Promise<FieldFault[]> {
  const edits = await findEditsAfter(db, sessionId, version);
  const names = await namesOf(
    { db, keys },
    edits.map(({ accountId }) => accountId),
  );
  const unknown = locale === 'en' ? 'An account that was erased' : 'Un compte effacé';
  const faults = new Map(
    edits.flatMap(({ accountId, fields, at }) =>
      fields.map((field): [string, string] => [field, `${names.get(accountId) ?? unknown}, ${moment(at, locale)}`]),
    ),
  );
  if (edits.length < latest - version) {
    faults.set(
      '*',
      locale === 'en' ? 'An import, a move or a cancellation' : 'Un import, un déplacement ou une annulation',
    );
  }
  return [...faults].map(([field, message]) => ({ field: `body.changes.${field}`, message }));
}

function moment(at: Date, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return `${format.format(at)} UTC`;
}
