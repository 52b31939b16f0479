import { keepPages } from './page-worker.ts';

/** Filled in by the build. */
declare const THIS_BUILD: { id: string; files: string[] };

// A scanner starts without a connection and without the shop: its pages, the reader's wasm and the fonts are kept. A gate
// cannot wait as long for the network as a shop.
keepPages({
  prefix: 'gate-',
  build: THIS_BUILD,
  shell: '/controle',
  patienceMs: 2_000,
  isOurs: (path) => /^\/controle(\/|$)/.test(path),
});
