import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = 'web/dist/public';
/** The document of all pages but those that name another. */
const usualDocument = 'index.html';
/** Over its budget by more than this, a page fails the check. */
const tolerance = 1.03;

/** First load of a page in kB of gzip: the document's own scripts and the bundles of its route with all that they import at once. */
const scriptBudgets: readonly { page: string; document?: string; bundles: readonly string[]; kB: number }[] = [
  { page: 'home', bundles: ['src/shop/pages/home-page.tsx'], kB: 150 },
  { page: 'list', bundles: ['src/shop/pages/sessions-page.tsx'], kB: 150 },
  { page: 'session', bundles: ['src/shop/pages/session-page.tsx'], kB: 148 },
  { page: 'cart', bundles: ['src/shop/pages/cart-page.tsx'], kB: 150 },
  { page: 'checkout', bundles: ['src/account/pages/checkout-page.tsx'], kB: 165 },
  { page: 'gate', document: 'gate.html', bundles: [], kB: 133 },
  { page: 'back office', bundles: ['src/admin/routes.tsx', 'src/admin/pages.ts'], kB: 240 },
];
const styleBudgetKB = 20;
/** The two faces that every page shows; the third is for codes only. */
const faces = /^(?:atkinson-hyperlegible-next|bricolage-grotesque)-.*\.woff2$/;
const faceBudgetKB = 80;

/** What one page, or all of them, may weigh, and does. */
export interface Weight {
  name: string;
  kB: number;
  budgetKB: number;
}

type Manifest = Record<string, { file: string; imports?: string[]; css?: string[] }>;

/** The weights of the built pages. Throws when they are not built. */
export function measurePages(): Weight[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  const scripts = scriptBudgets.map(({ page, document = usualDocument, bundles, kB }): Weight => {
    const files = new Set([document, ...bundles].flatMap((name) => [...closureOf(name, manifest)]));
    return { name: `scripts of the page ${page}`, kB: sum([...files].map(zippedKB)), budgetKB: kB };
  });
  const styles = new Set(Object.values(manifest).flatMap(({ css = [] }) => css));
  const fonts = readdirSync(join(folder, 'assets')).filter((file) => faces.test(file));
  return [
    ...scripts,
    { name: 'style sheets', kB: sum([...styles].map(zippedKB)), budgetKB: styleBudgetKB },
    {
      name: 'fonts',
      kB: sum(fonts.map((file) => statSync(join(folder, 'assets', file)).size / 1_000)),
      budgetKB: faceBudgetKB,
    },
  ];
}

function closureOf(name: string, manifest: Manifest, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`${name} is not among the built files`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) closureOf(imported, manifest, seen);
  return seen;
}

function zippedKB(file: string): number {
  return gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1_000;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Those that are too heavy, a sentence each. */
export function overweight(weights: readonly Weight[]): string[] {
  return weights
    .filter(({ kB, budgetKB }) => !(kB <= budgetKB * tolerance))
    .map(({ name, kB, budgetKB }) => `${name}: ${kB.toFixed(1)} kB of ${budgetKB}`);
}

/** The pages as they were built last keep their budgets, and one that did not would be found. Returns sentences, one a fault. */
export function checkPageWeight(): string[] {
  if (!existsSync(join(folder, '.vite/manifest.json'))) return [`${folder} is not there: run node tools/setup.mjs`];
  const weights = measurePages();
  const planted = weights.map((one) => ({ ...one, kB: one.budgetKB * tolerance + 0.1 }));
  const sees = overweight(planted).length === weights.length && sum(weights.map(({ kB }) => kB)) > 0;
  return [...overweight(weights), ...(sees ? [] : ['a page that is too heavy would not be found'])];
}
