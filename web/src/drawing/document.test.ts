import { expect, it } from 'vitest';
import { documentMaker } from './document.ts';
import { scriptsOf } from './page-files.ts';

const built = `<!doctype html>
<html lang="fr">
  <head>
    <meta name="description" content="Billetterie" />
    <title>OG-Tickets</title>
    <script type="module" crossorigin src="/assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/runtime-1.js">
    <link rel="modulepreload" crossorigin href="/assets/libraries-1.js">
    <link rel="stylesheet" crossorigin href="/assets/start-1.css">
  </head>
  <body><div id="root"></div><noscript>JavaScript</noscript></body>
</html>`;

const pages = ['home', 'sessions', 'session', 'cart'].map((name) => [
  `src/shop/pages/${name}-page.tsx`,
  { file: `assets/${name}-1.js`, imports: ['_shop.js', '_libraries.js'] },
]);
const manifest = JSON.stringify({
  'index.html': { file: 'assets/index-1.js', imports: ['_libraries.js'] },
  '_libraries.js': { file: 'assets/libraries-1.js' },
  '_shop.js': { file: 'assets/shop-1.js' },
  'src/start-after-paint.ts': { file: 'assets/start-after-paint-1.js' },
  ...Object.fromEntries(pages),
});

const from = { address: '/', at: '2026-07-01T00:00:00.000Z', replies: [], texts: {} };

it('names the scripts of a page, each once and after those that it needs', () => {
  expect(scriptsOf(manifest)('/shop/panier')).toBe(
    '<script type="module" async crossorigin src="/assets/start-after-paint-1.js" data-scripts="/assets/shop-1.js /assets/libraries-1.js /assets/cart-1.js /assets/index-1.js"></script>',
  );
  expect(() => scriptsOf(manifest.replace('src/shop/pages/cart-page.tsx', 'gone'))).toThrow('cart-page.tsx');
});

it('leaves none of the scripts of the empty document in a drawn one, and all of its style', () => {
  const scripts = '<script async src="/assets/start-after-paint-1.js"></script>';
  const html = documentMaker(built)({
    language: 'en',
    body: '<h1>$& costs</h1>',
    title: 'Home <now>',
    description: 'All of it',
    head: '<link rel="canonical" href="/en">',
    scripts,
    from,
  });
  expect(html.match(/<script(?! type="application\/json")[^>]*>/g)).toEqual([scripts.replace('</script>', '')]);
  expect(html).not.toContain('modulepreload');
  expect(html).toContain('<link rel="stylesheet" crossorigin href="/assets/start-1.css">');
  expect(html).toContain('<div id="root"><h1>$& costs</h1></div>');
  expect(html).toContain('<title>Home &lt;now&gt;</title>');
});

it('says which part of the built document is missing', () => {
  expect(() => documentMaker(built.replace('modulepreload', 'preload'))).not.toThrow();
  expect(() => documentMaker(built.replace('<script type="module"', '<script'))).toThrow('module');
});
