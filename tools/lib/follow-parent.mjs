// Loaded into the server by tools/start.mjs. The server runs in a process group of its own, so a kill -9 of the
// group of `npm start` does not reach it: it would hold the port and the data folder against the next start.
import { isMainThread } from 'node:worker_threads';

// Workers and forked processes inherit the --import, but not this parent.
if (isMainThread && process.env.OG_FOLLOW_PARENT === String(process.ppid) && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel.unref();
}
