import { opensUserKeys } from './modules/accounts/index.ts';
import { makesFingerprints } from './modules/tickets/index.ts';
import type { Platform } from './platform/platform.ts';
import { StartupError } from './platform/startup-error.ts';

/**
 * Refuses to start with secrets that are not those of the database: every code would fail, and new tickets would be made
 * with keys that nobody keeps a copy of. Throws a StartupError.
 */
export async function requireOwnSecrets({ db, keys, config }: Pick<Platform, 'db' | 'keys' | 'config'>): Promise<void> {
  const lost = !(await opensUserKeys(db, keys))
    ? 'TICKET_ENCRYPTION_KEY_FILE does not open the keys'
    : !(await makesFingerprints(db, keys))
      ? 'TICKET_HMAC_KEY_FILE does not make the tickets'
      : null;
  if (lost === null) return;
  throw new StartupError(
    `The secrets are not those of this database (${lost}): put back the secret files that belong to it, by default those in ${config.dataDir}/secrets.`,
  );
}
