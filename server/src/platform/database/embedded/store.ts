import { mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../../startup-error.ts';
import { mayEnter, type OsUser } from './os-user.ts';

/**
 * The folder for what the database user cannot reach in the clone or the data folder: /var/lib/og-tickets, or one in the
 * folder for temporary files where that cannot be. Root owns it and nobody else may write to it, so that no other user
 * can put programs or a database there for us to find. Throws a StartupError when there is no such place.
 */
export async function openStore(user: OsUser): Promise<string> {
  for (const store of ['/var/lib/og-tickets', join(tmpdir(), 'og-tickets')]) {
    try {
      await mkdir(store, { recursive: true, mode: 0o755 });
      const { uid, mode } = await stat(store);
      if (uid === 0 && (mode & 0o022) === 0 && (await mayEnter(store, user))) return store;
    } catch {
      // Read-only or not ours: the next one.
    }
  }
  throw new StartupError(
    'PostgreSQL does not run as root, and no folder was found that another user can reach: start as an ordinary user, or set DATABASE_URL.',
  );
}
