import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The user and group that a program is started with; undefined means those of this process. */
export type OsUser = { uid: number; gid: number } | undefined;

const usualNobody = 65_534;

/**
 * Who runs PostgreSQL, which refuses to run as root: the owner of the cluster when there is one, else "nobody", which
 * every system has. Anybody but root runs it as themselves.
 */
export async function chooseDatabaseUser(cluster: string): Promise<OsUser> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

async function nobody(): Promise<OsUser> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(users) ?? [];
  return { uid: Number(uid ?? usualNobody), gid: Number(gid ?? usualNobody) };
}

/** True when the user may pass through `folder` and every folder above it, as far as their modes say. */
export async function mayEnter(folder: string, user: OsUser): Promise<boolean> {
  if (user === undefined) return true;
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
