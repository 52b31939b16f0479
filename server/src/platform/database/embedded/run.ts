import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { OsUser } from './os-user.ts';

const keptOutputChars = 20_000;

/**
 * The whole environment of the programs of PostgreSQL: their messages stay English, which we read, and neither a
 * stranger's PGPORT nor the shop's own secrets get in. Windows cannot open a socket without its own variables.
 */
export const postgresEnvironment = process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program of PostgreSQL to its end. `code` is null when it could not be started or was killed. */
export async function run(
  program: string,
  args: string[],
  user: OsUser,
): Promise<{ code: number | null; output: string }> {
  // Not in this folder: the user may have no right to be here, and PostgreSQL looks where it is.
  const child = spawn(program, args, {
    ...user,
    cwd: '/',
    env: postgresEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output = (output + chunk).slice(-keptOutputChars);
    });
  }
  try {
    await once(child, 'close');
    return { code: child.exitCode, output };
  } catch (error) {
    return { code: null, output: error instanceof Error ? error.message : String(error) };
  }
}
