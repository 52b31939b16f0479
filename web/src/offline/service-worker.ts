import { keepPages } from './page-worker.ts';

/** Filled in by the build. */
declare const THIS_BUILD: { id: string; files: string[] };

// The gate has a worker of its own; payment pages have headers of their own: neither is shown by the shop's shell.
keepPages({
  prefix: 'pages-',
  build: THIS_BUILD,
  // A page that the server sends empty: any other may be drawn in it.
  shell: '/billets',
  patienceMs: 4_000,
  isOurs: (path) => !/^\/(api|dev|controle|paiement|healthz|readyz|metrics)(\/|$)/.test(path),
});
