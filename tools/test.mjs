// npm test: set up what is missing, a browser and Redis included, then run every test; `npm test -- path` runs some.
import { ensureBrowser } from './lib/browser.mjs';
import { ensureRedis } from './lib/redis.mjs';
import { handOver } from './lib/run.mjs';
import { runCommand } from './lib/setup-error.mjs';
import { listenForStop } from './lib/stop.mjs';
import { setup } from './setup.mjs';

listenForStop();
await runCommand(async () => {
  const node = await setup();
  const env = { CHROME_PATH: await ensureBrowser(node), REDIS_SERVER: await ensureRedis() };
  return handOver(node, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], env);
});
