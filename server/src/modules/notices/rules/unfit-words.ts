import type { MailWords } from '@og-tickets/contract/mail-texts.ts';
import { type MailKind, wordsFault } from '@og-tickets/contract/rules/mail-words.ts';
import { type FieldFault, type Refusal, refuse } from '../../../platform/http/refusal.ts';

/** The refusal of words that do not fit their mail, which names each text at fault; null when all of them fit. */
export function unfitWords(kind: MailKind, words: MailWords): Refusal | null {
  const fields: FieldFault[] = (['fr', 'en'] as const).flatMap((locale) =>
    (['opening', 'closing'] as const).flatMap((part) => {
      const fault = wordsFault(kind, part, words[locale][part]);
      if (fault === null) return [];
      const message = fault.kind === 'unknown' ? fault.text : `{${fault.placeholder}}`;
      return [{ field: `body.words.${locale}.${part}`, message }];
    }),
  );
  return fields.length === 0 ? null : refuse('mail_words_unfit', { fields });
}
