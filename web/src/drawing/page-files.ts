/** The list of its files that the bundler writes. */
type Manifest = Record<string, { file: string; imports?: string[] }>;

const ENTRY = 'index.html';
const FIRST = 'src/start-after-paint.ts';

/** The bundle of each page that the server draws, by its route. */
const bundles: Record<string, string> = {
  '/shop/': 'src/shop/pages/home-page.tsx',
  '/shop/epreuves': 'src/shop/pages/sessions-page.tsx',
  '/shop/epreuves/$code': 'src/shop/pages/session-page.tsx',
  '/shop/panier': 'src/shop/pages/cart-page.tsx',
};

/**
 * The element that asks for a page's scripts once the page is painted, all at the same time: else the browser would learn of one
 * only from another. Throws when a bundle is not among the built files.
 */
export function scriptsOf(text: string): (route: string) => string {
  const manifest: Manifest = JSON.parse(text);
  const [first = ''] = closureOf(FIRST, manifest);
  const byRoute = new Map(
    Object.entries(bundles).map(([route, bundle]): [string, string] => {
      // The entry comes first.
      const files = closureOf(bundle, manifest, closureOf(ENTRY, manifest));
      const scripts = [...files].map((file) => `/${file}`).join(' ');
      return [route, `<script type="module" async crossorigin src="/${first}" data-scripts="${scripts}"></script>`];
    }),
  );
  return (route) => byRoute.get(route) ?? '';
}

function closureOf(name: string, manifest: Manifest, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not among the built files`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) closureOf(imported, manifest, seen);
  return seen;
}
