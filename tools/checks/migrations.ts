import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'server/migrations';
/** Earlier ones ran before anybody had data; they are never edited. */
const firstLinted = '0091';
/** Rules of squawk that are not about what a migration does to a shop at work. */
const notAboutLocks = [
  // A migration is one transaction and runs once (server/src/platform/database/migrate.ts, which also sets lock_timeout).
  'prefer-robust-stmts',
  'require-timeout-settings',
  // Counts of places and cents of one order fit.
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
];

/** New migrations by squawk: what would lock a table for long or break the version before. Returns sentences, one a fault. */
export function checkMigrations(files = newMigrations()): string[] {
  if (files.length === 0) return [];
  const args = [
    '--assume-in-transaction',
    '--pg-version=15.0',
    '--reporter=Gcc',
    ...notAboutLocks.map((rule) => `--exclude=${rule}`),
  ];
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/squawk', [...args, ...files], { encoding: 'utf8' });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}

function newMigrations(): string[] {
  return readdirSync(folder)
    .filter((file) => file >= firstLinted)
    .sort()
    .map((file) => join(folder, file));
}
