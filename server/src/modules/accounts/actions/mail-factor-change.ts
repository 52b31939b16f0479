import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { deliver, type FactorChange, factorChangedMail } from '../../notices/index.ts';
import { readContact } from '../views/contact.ts';

/** Tells the owner of an account what has changed about its second factors, so that a change of somebody else's shows. */
export async function mailFactorChange(
  platform: Platform,
  { accountId, change, left }: { accountId: string; change: FactorChange; left?: number },
): Promise<void> {
  const { email, locale, firstName } = await readContact(platform, accountId);
  const origin = publicOrigin(platform);
  await deliver(platform, factorChangedMail({ to: email, locale, firstName, origin, change, left: left ?? 0 }));
}
