import { setTimeout as sleep } from 'node:timers/promises';
import { accountingSealedColumns } from '../modules/accounting/index.ts';
import { accountSealedColumns } from '../modules/accounts/index.ts';
import { auditSealedColumns } from '../modules/audit/index.ts';
import { noticeSealedColumns } from '../modules/notices/index.ts';
import { ticketSealedColumns } from '../modules/tickets/index.ts';
import { keyFilesPollMs } from '../platform/keys/follow-key-files.ts';
import { countOldKeys, resealColumn } from '../platform/keys/reseal.ts';
import { addKey, type CommandShop, keyFile, runCommand } from './support/run-command.ts';

const secret = 'TICKET_ENCRYPTION_KEY_FILE';
const sealedColumns = [
  ...accountSealedColumns,
  ...ticketSealedColumns,
  ...accountingSealedColumns,
  ...noticeSealedColumns,
  ...auditSealedColumns,
];
/** Progress is printed each time that so many more keys are written. */
const sayEvery = 10_000;

/**
 * Makes a new key-encryption key and seals all stored keys under it, while the shop runs. When an earlier run did not get
 * to its end, finishes that one and makes no key.
 */
await runCommand(async (shop) => {
  const { keys, say } = shop;
  const unfinished = await countOld(shop);
  if (unfinished > 0) {
    say(`${unfinished} keys are not under key ${keys.encryption.currentId} yet: finishing that rotation.`);
  } else {
    say(`Key ${await addKey(shop, secret)} is in ${keyFile(shop.config, secret)} and current.`);
  }
  const broken = await resealAll(shop);
  // Until it looks at the file, a running server seals what is new under the old key.
  await sleep(keyFilesPollMs + 1_000);
  await resealAll(shop);
  const left = await countOld(shop);
  if (left === 0) {
    say(
      `All keys are under key ${keys.encryption.currentId}. Nothing in the database needs the older lines of the file.`,
    );
    return 0;
  }
  say(`${left} keys are still under an older key: keep its line, and run this again.`);
  if (broken.length > 0) say(`These do not open: ${broken.join(', ')}`);
  return 1;
});

async function countOld({ db, keys }: CommandShop): Promise<number> {
  const old = sealedColumns.map((column) => countOldKeys(db, keys, column));
  return (await Promise.all(old)).reduce((sum, count) => sum + count, 0);
}

async function resealAll({ db, keys, say }: CommandShop): Promise<string[]> {
  const broken: string[] = [];
  for (const column of sealedColumns) {
    const { what } = column;
    let told = 0;
    const done = await resealColumn(db, keys, column, (written) => {
      if (written - told < sayEvery) return;
      told = written;
      say(`  ${what}: ${written} keys sealed anew …`);
    });
    if (done.written > 0) say(`  ${what}: ${done.written} keys sealed anew.`);
    broken.push(...done.broken.map((id) => `${what} ${id}`));
  }
  return broken;
}
