import type { Rolldown } from 'vite';

type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** Pages that visitors go back and forth between: what two of them need is loaded once. */
const browsed = /\/web\/src\/shop\/pages\/[\w-]+\.tsx$/;
/** The heaviest of them, which comes without what only lists show. */
const heaviest = '/session-page.tsx';

/**
 * Names the chunk of a module, null: its own importers decide. All that every page needs is two files, libraries and ours, and a
 * third that every page but the gate needs, instead of one for each way in which pages overlap: each file costs a browser a
 * request, and compresses worse alone.
 */
export function chunkNames(): (id: string, modules: Modules) => string | null {
  let closures: ReturnType<typeof findClosures> | undefined;
  return (id, modules) => {
    closures ??= findClosures(modules);
    if (closures.start.has(id)) {
      // One style sheet: the gate's pages are made of the same classes.
      if (!closures.gate.has(id) && !id.endsWith('.css')) return 'routing';
      return id.includes('/node_modules/') ? 'libraries' : 'start';
    }
    const users = closures.shop.get(id) ?? [];
    if (users.length < 2) return null;
    // Neither the gate nor who pays is shown the drawings of the sports.
    if (/\/web\/src\/ui\/(?:sport|lane)-/.test(id)) return 'sports';
    // The other areas load components, not the shop's words with them, and the gate nothing that needs the router.
    if (closures.gate.has(id) || /\/web\/src\/ui\//.test(id)) return 'parts';
    if (!/\/web\/src\/(?:shop|words)\//.test(id)) return 'routing';
    return users.some((page) => page.endsWith(heaviest)) ? 'shop' : 'lists';
  };
}

function findClosures(modules: Modules) {
  const source = `${import.meta.dirname.replace(/build$/, '')}src/`;
  const main = `${source}main.tsx`;
  const start = closureOf(main, modules);
  const gate = closureOf(`${source}gate/main.tsx`, modules);
  /** The pages that need a module. */
  const shop = new Map<string, string[]>();
  const routes = [...start].find((id) => id.endsWith('/web/src/shop/routes.tsx'));
  const pages = routes === undefined ? [] : (modules.getModuleInfo(routes)?.dynamicallyImportedIds ?? []);
  for (const page of pages.filter((id) => browsed.test(id))) {
    for (const id of closureOf(page, modules)) shop.set(id, [...(shop.get(id) ?? []), page]);
  }
  // The entry itself stays the entry.
  start.delete(main);
  return { start, gate, shop };
}

/** A module with all that it imports at once. */
function closureOf(id: string, modules: Modules, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) closureOf(imported, modules, seen);
  return seen;
}
