import { markSigningKey, readSigningKeys } from '../modules/tickets/index.ts';
import { withTx } from '../platform/database/database.ts';
import { keyIdOf, runCommand } from './support/run-command.ts';
import { addSigningKey, requireKnownKid, saySigningKeys } from './support/signing.ts';

/**
 * Marks a signing key that somebody else may have: it signs nothing more, and its codes are accepted only where the
 * ticket's fingerprint shows them to be ours. Makes a new key when no other is left to sign.
 */
await runCommand(async (shop) => {
  const kid = keyIdOf(shop.words, 'Usage: npm run keys:taint -- KID');
  requireKnownKid(shop, kid);
  const { keys } = await readSigningKeys(shop);
  if (!keys.some((key) => key.kid !== kid && key.state === 'active')) await addSigningKey(shop);
  await withTx(shop.db, (tx) => markSigningKey(tx, kid, 'tainted'));
  shop.say(`Signing key ${kid} is tainted.`);
  await saySigningKeys(shop);
  return 0;
});
