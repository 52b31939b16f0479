import { type MailText, openMail } from '../src/modules/notices/sealed-mail.ts';
import type { Platform } from '../src/platform/platform.ts';
import type { TestShop } from './harness.ts';

/** A mail as the mailbox of a shop shows it. */
export interface ShownMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** What the mails that a shop keeps say, the oldest first; all of them, unlike its mailbox page. */
export async function keptMails({ db, keys }: Pick<Platform, 'db' | 'keys'>): Promise<MailText[]> {
  const rows = await db
    .selectFrom('platform.mailbox')
    .select(['mail_id', 'key_sealed', 'mail_sealed'])
    .orderBy('id')
    .execute();
  return rows.map((row) => openMail(keys, row));
}

/** The mails to an address, oldest first, once there are so many. */
export async function mailsOf(
  shop: Pick<TestShop, 'make' | 'client'>,
  email: string,
  count: number,
): Promise<ShownMail[]> {
  return shop.make.until(async () => {
    const { body } = await shop.client().get<ShownMail[]>('//dev/mailbox.json');
    const mails = body.filter((mail) => mail.to === email);
    return mails.length >= count ? mails.toReversed() : null;
  }, `${count} mails to ${email}`);
}

/** The token of the link that leads to a page of the shop. Throws when the mail has none. */
export function tokenOf(mail: ShownMail | undefined, page: string): string {
  const token = new RegExp(`/${page}#token=([\\w-]+)\n`).exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in ${mail?.text}`);
  return token;
}
