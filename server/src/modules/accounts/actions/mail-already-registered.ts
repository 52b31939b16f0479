import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { alreadyRegisteredMail, deliver } from '../../notices/index.ts';
import { readContact } from '../views/contact.ts';

/** Tells the owner of an account that somebody registered with their address. */
export async function mailAlreadyRegistered(platform: Platform, accountId: string): Promise<void> {
  const { email, locale } = await readContact(platform, accountId);
  await deliver(platform, alreadyRegisteredMail({ to: email, locale, origin: publicOrigin(platform) }));
}
