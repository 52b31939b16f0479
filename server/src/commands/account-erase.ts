import { eraseAccount } from '../modules/privacy/index.ts';
import { isRefusal } from '../platform/http/refusal.ts';
import { StartupError } from '../platform/startup-error.ts';
import { runCommand } from './support/run-command.ts';

const usage = `Usage: npm run account:erase -- EMAIL --for-good

Erases the account of an address at once: of staff, or of a customer who asks for it. Nothing brings it back. Orders stay
without a name, and invoices as the law wants them.`;

const sentences: Readonly<Record<string, string>> = {
  not_found: 'There is no account with the address',
  tickets_to_come: 'There are tickets to come, which must be given up first, in the account of',
  last_admin:
    'Nobody else is an admin who may log in; make one first with npm run admin:create. Kept is the account of',
};

/** Erases an account: npm run account:erase. */
await runCommand(async (shop) => {
  const [email = '', ...flags] = shop.words;
  if (!email.includes('@') || flags.length !== 1 || flags[0] !== '--for-good') throw new StartupError(usage);
  const erased = await eraseAccount(shop, email);
  if (isRefusal(erased)) throw new StartupError(`${sentences[erased.code] ?? erased.code} ${email}.`);
  shop.say(`The account of ${email} (${erased.role}) is erased.`);
  return 0;
});
