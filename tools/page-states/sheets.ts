import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';

/** How many pictures a sheet has, and how wide each is, px: their text can be read. */
const layouts = { phone: { count: 12, width: 255 }, desktop: { count: 6, width: 776 } };
const sheetWidth = 1_580;

function figures(files: readonly string[], width: number): string {
  return files
    .map((name) => `<figure><figcaption>${name}</figcaption><img src="${name}.png" width="${width}"></figure>`)
    .join('\n');
}

function page(title: string, files: readonly string[], width: number): string {
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>
<style>body{margin:4px;display:flex;flex-wrap:wrap;align-items:start;gap:4px;font:11px sans-serif;background:#fff}
figure{margin:0}img{border:1px solid #999;display:block}</style>
${figures(files, width)}\n`;
}

/**
 * Writes a page that shows all pictures of a folder, and sheets of some of them each (PNG), so that they can be looked at side
 * by side. Returns how many sheets.
 */
export async function makeSheets(browser: Browser, folder: string, files: readonly string[]): Promise<number> {
  await writeFile(join(folder, 'index.html'), page('Pages and states', files, 260));
  const context = await browser.newContext({ viewport: { width: sheetWidth, height: 800 } });
  const tab = await context.newPage();
  let made = 0;
  for (const [look, { count, width }] of Object.entries(layouts)) {
    const ofLook = files.filter((name) => name.includes(`-${look}-`));
    for (let at = 0; at < ofLook.length; at += count) {
      const name = `sheet-${look}-${String(at / count + 1).padStart(2, '0')}`;
      const html = join(folder, `${name}.html`);
      await writeFile(html, page(name, ofLook.slice(at, at + count), width));
      await tab.goto(`file://${resolve(html)}`);
      await tab.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      made += 1;
    }
  }
  await context.close();
  return made;
}
