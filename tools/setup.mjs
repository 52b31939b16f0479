import { pathToFileURL } from 'node:url';
import { install } from './lib/install.mjs';
import { runCommand } from './lib/setup-error.mjs';
import { listenForStop } from './lib/stop.mjs';
import { buildPagesWhenStale } from './lib/web-build.mjs';

/**
 * Brings a clone to where the server can start: packages, Node 26, libraries, pages. Quick when all is there; what
 * an interrupted run left half done is done again.
 * @returns {Promise<string>} the path of the Node 26 to run everything with
 */
export async function setup() {
  const node = await install();
  await buildPagesWhenStale(node);
  return node;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  listenForStop();
  await runCommand(async () => {
    await setup();
    return 0;
  });
}
