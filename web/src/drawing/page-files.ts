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
 * The element that asks for a page's scripts once the page is painted, each after those that it needs: else the browser would
 * learn of one only from another, and run all of them in one go. Throws when a bundle is not among the built files.
 */
export function scriptsOf(text: string): (route: string) => string {
  const manifest: Manifest = JSON.parse(text);
  const first = manifest[FIRST];
  if (!first) throw new Error(`${FIRST} is not among the built files`);
  const byRoute = new Map(
    Object.entries(bundles).map(([route, bundle]): [string, string] => {
      const files = closureOf(ENTRY, manifest, closureOf(bundle, manifest));
      const scripts = [...files].map((file) => `/${file}`).join(' ');
      return [
        route,
        `<script type="module" async crossorigin src="/${first.file}" data-scripts="${scripts}"></script>`,
      ];
    }),
  );
  return (route) => byRoute.get(route) ?? '';
}

/** The files of a bundle and of all that it imports at once; what is imported stands before what imports it. */
function closureOf(name: string, manifest: Manifest, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not among the built files`);
  if (seen.has(name)) return found;
  seen.add(name);
  for (const imported of chunk.imports ?? []) closureOf(imported, manifest, found, seen);
  return found.add(chunk.file);
}
