/** The list of its files that the bundler writes. */
type Manifest = Record<string, { file: string; imports?: string[] }>;

const ENTRY = 'index.html';

/** The bundle of each page that the server draws, by its route. */
const bundles: Record<string, string> = {
  '/shop/': 'src/shop/pages/home-page.tsx',
  '/shop/epreuves': 'src/shop/pages/sessions-page.tsx',
  '/shop/epreuves/$code': 'src/shop/pages/session-page.tsx',
};

/**
 * The elements that ask for a page's bundle together with the document's own files: else the browser would learn of it only from
 * them. Throws when a bundle is not among the built files.
 */
export function filesOf(text: string): (route: string) => string {
  const manifest: Manifest = JSON.parse(text);
  const known = closureOf(ENTRY, manifest);
  const links = Object.entries(bundles).map(([route, bundle]): [string, string] => {
    const files = [...closureOf(bundle, manifest)].filter((file) => !known.has(file));
    return [route, files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`).join('\n    ')];
  });
  const byRoute = new Map(links);
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
