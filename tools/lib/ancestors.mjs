import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @param {number} pid
 * @returns {{ parent: number, command: string } | undefined} undefined when the system does not tell
 */
function lookUp(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold blanks: the fields to count start behind the last one.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
    }
    if (process.platform === 'win32') return undefined;
    const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return { parent: Number.parseInt(line, 10), command: line.replace(/^\d+\s+/, '') };
  } catch {
    return undefined;
  }
}

/**
 * Whoever runs us under `npm start`: the shell that npm made for the script, and npm. Some shells replace
 * themselves with the script's program; then npm alone. What stands above npm is no concern of ours: a server
 * started with nohup outlives its terminal.
 * @returns {number[]} process ids
 */
export function ancestorsUpToNpm() {
  const parent = lookUp(process.ppid);
  const isScriptShell = parent !== undefined && /\btools\/\w+\.mjs\b/.test(parent.command);
  return isScriptShell ? [process.ppid, parent.parent] : [process.ppid];
}

/**
 * @param {number} pid
 * @returns {boolean} true while a process of this id exists
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
