import type { Config } from './config.ts';
import { sealClearBuyers } from './modules/accounting/index.ts';
import { sealClearAccounts } from './modules/accounts/index.ts';
import { sealClearMails } from './modules/notices/index.ts';
import { sealClearTickets } from './modules/tickets/index.ts';
import type { Database } from './platform/database/database.ts';
import type { MigrationStep } from './platform/database/migrate.ts';
import type { KeyRing } from './platform/keys/key-ring.ts';
import type { Logger } from './platform/log.ts';
import { requireOwnSecrets } from './require-own-secrets.ts';

/** What seals a shop of an older version: its configuration, and its keys once they are needed. */
export interface Sealer {
  config: Config;
  log: Logger;
  loadKeys: () => Promise<KeyRing>;
}

/**
 * Seals all that versions before 0041 wrote in the clear, in batches, before the clear columns are dropped. Throws, and
 * nothing is dropped, when the keys are not those of the database.
 */
export function sealingSteps({ config, log, loadKeys }: Sealer): (database: Database) => MigrationStep[] {
  return ({ db, pool }) => [
    {
      after: '0040_sealed_everywhere',
      work: async () => {
        const { rows } = await pool.query<{ empty: boolean }>(
          `SELECT NOT EXISTS (SELECT FROM accounts.accounts) AND NOT EXISTS (SELECT FROM accounting.documents)
             AND NOT EXISTS (SELECT FROM platform.mailbox) AS empty`,
        );
        if (rows[0]?.empty === true) return;
        const shop = { db, keys: await loadKeys(), config };
        await requireOwnSecrets(shop);
        // Accounts first: the others are sealed under their keys.
        const sealed = {
          accounts: await sealClearAccounts(shop),
          ...(await sealClearTickets(shop)),
          invoices: await sealClearBuyers(shop),
          mails: await sealClearMails(shop),
        };
        log.info(sealed, 'personal data of an older version is sealed');
      },
    },
  ];
}
