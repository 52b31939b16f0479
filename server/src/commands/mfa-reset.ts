import { resetFactors } from '../modules/accounts/index.ts';
import { StartupError } from '../platform/startup-error.ts';
import { runCommand } from './support/run-command.ts';

/**
 * Takes every second factor from the account of an address, for somebody who lost them all and whom you know by other
 * means: ends its logins and tells the owner by mail. Staff must then add a factor before anything else.
 */
await runCommand(async (shop) => {
  const [email = ''] = shop.words;
  if (shop.words.length !== 1 || !email.includes('@')) throw new StartupError('Usage: npm run mfa:reset -- EMAIL');
  if (!(await resetFactors(shop, email))) throw new StartupError(`There is no account with the address ${email}.`);
  shop.say(`The second factors of ${email} are gone, and its logins were ended. Its owner is told by mail.`);
  return 0;
});
