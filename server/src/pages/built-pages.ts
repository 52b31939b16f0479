import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CreatePageDrawer, PageDrawer } from '@og-tickets/contract/page-drawing.ts';

const dist = new URL('../../../web/dist/', import.meta.url);

/** Folder of the files that browsers load. */
export const publicFolder = fileURLToPath(new URL('public', dist));

/** Whether the pages are built: a server for the API alone runs without. */
export function arePagesBuilt(): boolean {
  return existsSync(`${publicFolder}/index.html`);
}

/** What draws pages, from the build. Throws when the build is not whole. */
export async function loadPageDrawer(): Promise<PageDrawer> {
  const [document, manifest] = await Promise.all([
    readFile(`${publicFolder}/index.html`, 'utf8'),
    readFile(`${publicFolder}/.vite/manifest.json`, 'utf8'),
  ]);
  const module: unknown = await import(new URL('server/page-drawer.js', dist).href);
  if (!isDrawerModule(module)) throw new Error('web/dist/server/page-drawer.js draws no pages: build them again');
  return module.createPageDrawer({ document, manifest });
}

function isDrawerModule(module: unknown): module is { createPageDrawer: CreatePageDrawer } {
  return typeof module === 'object' && module !== null && 'createPageDrawer' in module;
}
