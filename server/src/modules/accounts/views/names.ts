import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { openPerson } from '../personal-data.ts';
import { findSealedNames } from '../sql/names.ts';

/** Name and address of these accounts by their ids; those that were erased or never were are left out. */
export async function contactsOf(
  { db, keys }: { db: Db; keys: Pick<KeyRing, 'encryption'> },
  accountIds: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  if (accountIds.length === 0) return new Map();
  const rows = await findSealedNames(db, [...new Set(accountIds)]);
  return new Map(
    rows
      .filter((row) => row.data_key_sealed !== null)
      .map((row) => {
        const { firstName, lastName, email } = openPerson(keys, row);
        return [row.id, { name: `${firstName} ${lastName}`.trim(), email }];
      }),
  );
}

/** First and last name of these accounts by their ids; those that were erased or never were are left out. */
export async function namesOf(
  shop: { db: Db; keys: Pick<KeyRing, 'encryption'> },
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  const people = await contactsOf(shop, accountIds);
  return new Map(Array.from(people, ([id, { name }]) => [id, name]));
}
