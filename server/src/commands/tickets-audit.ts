import { auditFingerprints } from '../modules/tickets/index.ts';
import { runCommand } from './support/run-command.ts';

/** Progress is printed each time that so many more tickets are checked. */
const sayEvery = 20_000;

/** Makes all fingerprints anew and compares; exit code 1 when one differs. */
await runCommand(async ({ db, keys, log, say }) => {
  let told = 0;
  const { checked, wrong } = await auditFingerprints({ db, keys, log }, (done) => {
    if (done - told < sayEvery) return;
    told = done;
    say(`  ${done} tickets checked …`);
  });
  say(`${checked} tickets checked, ${wrong.length} whose keys do not make their fingerprint.`);
  for (const id of wrong) say(`  ${id}`);
  return wrong.length === 0 ? 0 : 1;
});
