import { markSigningKey, readSigningKeys } from '../modules/tickets/index.ts';
import { withTx } from '../platform/database/database.ts';
import { StartupError } from '../platform/startup-error.ts';
import { keyIdOf, runCommand } from './support/run-command.ts';
import { requireKnownKid, saySigningKeys } from './support/signing.ts';

/** Ends a signing key: every code that it signed is refused from now on. Never the one that signs. */
await runCommand(async (shop) => {
  const kid = keyIdOf(shop.words, 'Usage: npm run keys:retire -- KID');
  requireKnownKid(shop, kid);
  if ((await readSigningKeys(shop)).signingKid === kid) {
    throw new StartupError(
      `Signing key ${kid} signs codes now: make another one first with npm run keys:rotate-signing.`,
    );
  }
  await withTx(shop.db, (tx) => markSigningKey(tx, kid, 'retired'));
  shop.say(`Signing key ${kid} is retired: its codes are refused.`);
  await saySigningKeys(shop);
  return 0;
});
