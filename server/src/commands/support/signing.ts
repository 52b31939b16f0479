import { markSigningKey, readSigningKeys } from '../../modules/tickets/index.ts';
import { withTx } from '../../platform/database/database.ts';
import { StartupError } from '../../platform/startup-error.ts';
import { addKey, type CommandShop, keyFile } from './run-command.ts';

const secret = 'TICKET_SIGNING_KEY_FILE';

/** Makes a new signing key, which signs from now on; ids are never used again. */
export async function addSigningKey(shop: CommandShop): Promise<void> {
  const usedKids = shop.keys.signing.publicKeys.keys();
  const kid = await addKey(shop, secret, [...usedKids, ...(await knownKids(shop))]);
  await withTx(shop.db, (tx) => markSigningKey(tx, kid, 'active'));
  shop.say(`Signing key ${kid} is in ${keyFile(shop.config, secret)}.`);
}

/** Kids that the database knows, those whose line was removed from the file too. */
async function knownKids(shop: CommandShop): Promise<number[]> {
  return (await readSigningKeys(shop)).known;
}

/** Prints which keys there are and which one signs. */
export async function saySigningKeys(shop: CommandShop): Promise<void> {
  const { keys, signingKid } = await readSigningKeys(shop);
  for (const { kid, state } of keys) {
    const role = { active: 'its codes are accepted', tainted: 'accepted with a matching ticket', retired: 'refused' };
    shop.say(`  ${kid}: ${state}, ${kid === signingKid ? 'signs codes now' : role[state]}`);
  }
}

/** Refuses a kid that the file does not hold. */
export function requireKnownKid(shop: CommandShop, kid: number): void {
  if (shop.keys.signing.publicKeys.has(kid)) return;
  const known = [...shop.keys.signing.publicKeys.keys()].join(', ');
  throw new StartupError(`There is no signing key ${kid}; there are ${known}.`);
}
