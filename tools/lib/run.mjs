import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeModules, root } from './paths.mjs';
import { exitCodeOf, whenStopped } from './stop.mjs';

const keptOutputChars = 20_000;
const killAfterMs = 2000;
const followParent = pathToFileURL(path.join(root, 'tools', 'lib', 'follow-parent.mjs')).href;

/**
 * The environment for programs we start: the pinned Node and the installed commands come first.
 * @param {Record<string, string>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
function environment(extra) {
  const bin = path.join(nodeModules, '.bin');
  const rest = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => entry !== bin);
  return { ...process.env, PATH: [bin, ...rest].join(path.delimiter), ...extra };
}

/**
 * Runs a program to its end and keeps the last part of what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program does not exist
 */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: options.env ?? environment(),
    shell: options.shell ?? false,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const unhook = whenStopped((reason) => {
    child.kill('SIGTERM');
    process.exit(exitCodeOf(reason));
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output = (output + chunk).slice(-keptOutputChars);
    });
  }
  try {
    const [code] = await once(child, 'close');
    return { code: code ?? 1, output };
  } catch (error) {
    return { code: 127, output: String(error) };
  } finally {
    unhook();
  }
}

/**
 * Runs a script with the terminal as its own and hands each wish to stop to it exactly once. It gets a process
 * group of its own, or a Ctrl-C would reach it once from the terminal and once from us, which graceful stops read
 * as "stop now". Should we be killed, it ends too (follow-parent.mjs).
 * @param {string} node the Node to run it with
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
export async function handOver(node, args, env) {
  const ownGroup = process.platform !== 'win32';
  const child = spawn(node, ['--import', followParent, ...args], {
    cwd: root,
    env: environment({ ...env, OG_FOLLOW_PARENT: String(process.pid) }),
    detached: ownGroup,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const unhook = whenStopped((reason) => {
    if (!ownGroup && reason === 'SIGINT') return;
    child.kill(reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    // Nobody is left to see it stop gracefully; whoever starts it anew wants the port and the data folder.
    if (reason === 'parent gone') setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [code, signal] = await once(child, 'exit');
  unhook();
  return code ?? exitCodeOf(signal ?? 'SIGTERM');
}
