import type { MailText } from '@og-tickets/contract/mail-texts.ts';
import { mailKinds } from '@og-tickets/contract/rules/mail-words.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findAllWords } from '../sql/mail-texts.ts';
import { usualWords } from '../templates/usual-words.ts';

/** The words of every mail that may have some, in the contract's order. */
export async function readMailTexts(db: Db): Promise<MailText[]> {
  const stored = await findAllWords(db);
  return mailKinds.map((kind) => {
    const row = stored.find((one) => one.kind === kind);
    return { kind, version: row?.version ?? 1, words: row?.words ?? null, usual: usualWords[kind] };
  });
}
