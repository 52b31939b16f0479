import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { accountNoticeMail, deliver, type NoticeKind } from '../../notices/index.ts';
import { findLogin } from '../sql/logins.ts';
import { readContact } from '../views/contact.ts';

/** Tells the owner of an account what has happened to it. */
export async function mailAccountNotice(
  platform: Platform,
  told: { accountId: string; notice: NoticeKind; loginId?: string },
): Promise<void> {
  const { email, locale, firstName } = await readContact(platform, told.accountId);
  const login = told.loginId === undefined ? undefined : await findLogin(platform.db, told.loginId);
  const device =
    login === undefined ? undefined : { browser: login.browser, system: login.system, at: login.createdAt };
  const mail = accountNoticeMail({
    to: email,
    locale,
    firstName,
    origin: publicOrigin(platform),
    notice: told.notice,
    ...(device === undefined ? {} : { device }),
  });
  await deliver(platform, mail);
}
