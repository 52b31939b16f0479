import { execFileSync } from 'node:child_process';

/** Paths of all files that git tracks and that stand in the work tree, from the root of the repository. */
export function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--deduplicate'], { encoding: 'utf8' }).split('\0');
  const deleted = new Set(execFileSync('git', ['ls-files', '-z', '--deleted'], { encoding: 'utf8' }).split('\0'));
  return listed.filter((file) => file !== '' && !deleted.has(file));
}
