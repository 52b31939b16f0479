import { defineConfig } from 'vitest/config';

// Two kinds of tests: pure ones and those with a real server on a clone of one template database, and those that drive a
// real browser.
export default defineConfig({
  test: {
    globalSetup: ['server/test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes within a second; a machine that is busy with other tests takes longer.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['{contract,server,web,tools,deploy}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          pool: 'forks',
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 3,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
