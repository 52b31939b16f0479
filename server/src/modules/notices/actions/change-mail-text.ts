import type { MailText, MailWords } from '@og-tickets/contract/mail-texts.ts';
import type { MailKind } from '@og-tickets/contract/rules/mail-words.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { unfitWords } from '../rules/unfit-words.ts';
import { lockWords, updateWords } from '../sql/mail-texts.ts';
import { usualWords } from '../templates/usual-words.ts';

/** Sets the words of a mail, or with null goes back to the usual ones. Refused as the endpoint says. */
export async function changeMailText(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
  wish: { kind: MailKind; version: number; words: MailWords | null },
  actor: LoggedInActor,
): Promise<MailText | Refusal> {
  const { kind, words } = wish;
  const unfit = words === null ? null : unfitWords(kind, words);
  if (unfit !== null) return unfit;
  return withTx<MailText | Refusal>(platform.db, async (tx) => {
    const before = await lockWords(tx, kind);
    if (before.version !== wish.version) return refuse('settings_changed_elsewhere');
    const version = before.version + 1;
    await updateWords(tx, { kind, version, words, accountId: actor.accountId });
    await recordAction(tx, platform, actor, {
      action: 'mail_text.changed',
      subject: { kind: 'mail_text', id: kind },
      before: { words: before.words },
      after: { words },
    });
    return { kind, version, words, usual: usualWords[kind] };
  });
}
