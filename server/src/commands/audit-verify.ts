import { systemClock } from '../platform/clock.ts';
import { verifyJournal } from '../modules/audit/index.ts';
import { runCommand } from './support/run-command.ts';

/** Walks the chain of the journal; exit code 1 when an entry was changed, is missing or was cut off. */
await runCommand(async ({ db, keys, say }) => {
  const { entries, fault, signedUpTo } = await verifyJournal({ db, keys, clock: systemClock });
  const signed = signedUpTo === null ? 'not signed yet' : `signed up to entry ${signedUpTo.number} at ${signedUpTo.at}`;
  say(`${entries} entries of the journal are as they were written; ${signed}.`);
  if (fault === null) return 0;
  say(`Entry ${fault.number}: ${fault.kind.replaceAll('_', ' ')}. The journal was changed outside of the shop.`);
  return 1;
});
