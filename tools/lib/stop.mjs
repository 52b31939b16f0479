import os from 'node:os';
import { ancestorsUpToNpm, isAlive } from './ancestors.mjs';

// A Ctrl-C reaches the whole process group and npm sends it on once more: within this time it is the same wish.
const sameWishMs = 1000;
const parentPollMs = 250;

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent gone'} StopReason */

/**
 * The exit code a shell would report for a command that this ended.
 * @param {StopReason | NodeJS.Signals} reason
 */
export function exitCodeOf(reason) {
  return 128 + os.constants.signals[reason === 'parent gone' ? 'SIGTERM' : reason];
}

/** @type {(reason: StopReason) => void} */
const leave = (reason) => process.exit(exitCodeOf(reason));
let react = leave;
let lastAt = Number.NEGATIVE_INFINITY;

/** @param {StopReason} reason */
function stop(reason) {
  const now = performance.now();
  if (now - lastAt < sameWishMs) return;
  lastAt = now;
  react(reason);
}

/**
 * From here on a wish to stop calls `handler` once a wish, instead of leaving at once.
 * @param {(reason: StopReason) => void} handler
 * @returns {() => void} takes the handler away again
 */
export function whenStopped(handler) {
  react = handler;
  return () => {
    react = leave;
  };
}

/**
 * Listens for SIGINT, SIGTERM and SIGHUP, and notices when `npm` or its shell dies: npm hands SIGTERM to a shell
 * that dies of it without telling us, and kill -9 of npm tells nobody.
 */
export function listenForStop() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => stop(signal));
  if (process.env.npm_lifecycle_event === undefined) return;
  const ancestors = ancestorsUpToNpm();
  const timer = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(timer);
    stop('parent gone');
  }, parentPollMs);
  timer.unref();
}
