import { ticketsByPepper } from '../modules/tickets/index.ts';
import { addKey, keyFile, runCommand } from './support/run-command.ts';

const secret = 'TICKET_HMAC_KEY_FILE';

/**
 * Makes a new pepper for the tickets that are issued, renewed or given away from now on. Printed codes must not die, so
 * all others keep the pepper that they were made with.
 */
await runCommand(async (shop) => {
  const byPepper = await ticketsByPepper(shop.db);
  const id = await addKey(shop, secret, byPepper.keys());
  shop.say(`Pepper ${id} is in ${keyFile(shop.config, secret)} and current: new tickets are made with it.`);
  for (const [pepperId, tickets] of byPepper) shop.say(`  pepper ${pepperId}: ${tickets} tickets need it`);
  if (byPepper.size > 0) shop.say('Keep the line of every pepper that a ticket needs.');
  return 0;
});
