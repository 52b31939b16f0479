import { defineConfig } from 'vitest/config';
import { compileCache } from './server/test/compile-cache.ts';
import LongestFirst from './server/test/longest-first.ts';

// Processes of tests inherit it.
Object.assign(process.env, compileCache);

/** As Node runs the server: nothing is transformed, and what was compiled is kept for the next process. */
const asNodeRuns = { viteModuleRunner: false, nodeLoader: false };

// Three kinds of tests: pure ones and those with a real server on a clone of one template database, those of the pages' code, and
// those that drive a real browser.
export default defineConfig({
  test: {
    // Loading the server takes longer than most files that start one. A file shares a process with others, and must put back
    // what it changes of it.
    isolate: false,
    // Where random tests start: a commit passes or fails alike everywhere. Other seeds are tried by night, and by `--sequence.seed=N`.
    sequence: { sequencer: LongestFirst, seed: 20_240_726 },
    globalSetup: ['server/test/global-setup.ts'],
    setupFiles: ['server/test/seeded-samples.ts'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // What is waited for comes within a second; a machine that is busy with other things takes twenty times as long.
    expect: { poll: { timeout: 30_000 } },
    // Where a delivery waits for it, a test that fails is tried once more, and told as such. No test is known to need it: it is for
    // a machine whose neighbours take all of it for longer than the limits above, and a fault of the program fails twice.
    retry: process.env.CI === undefined ? 0 : 1,
    pool: 'forks',
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['{contract,server,tools,deploy}/**/*.test.{ts,mjs}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          experimental: asNodeRuns,
        },
      },
      {
        extends: true,
        test: { name: 'pages', include: ['web/**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          experimental: asNodeRuns,
          // A browser has processes of its own: a third one at once makes all of them wait for longer than a user would.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
