import { runCommand } from './support/run-command.ts';
import { addSigningKey, saySigningKeys } from './support/signing.ts';

/** Makes a new signing key, one for each competition day. Codes of the others stay good until they are retired. */
await runCommand(async (shop) => {
  await addSigningKey(shop);
  await saySigningKeys(shop);
  return 0;
});
