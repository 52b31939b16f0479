import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Look } from './looks.ts';
import { openIn, type State } from './states.ts';

/** Taller pages are cut here, px: their end is like what is above. */
const tallestPx = 1_600;

/** Where pictures go, and what came of them. */
export interface Pictures {
  folder: string;
  files: string[];
  /** Exceptions, breaches of the policy and pages that wait for ever. */
  faults: string[];
}

/** Notes what goes wrong on a page; replies that fail are what states are made of. */
export function watch(page: Page, name: string, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(`${name}: ${text}`);
  });
}

/** Takes a page as it is, all of it where that is wanted. */
export async function picture(page: Page, album: Pictures, name: string, whole = false): Promise<void> {
  const size = page.viewportSize();
  const tall = whole ? await page.evaluate(() => document.documentElement.scrollHeight) : 0;
  const height = Math.min(Math.max(tall, size?.height ?? 0), tallestPx);
  const clip = { x: 0, y: 0, width: size?.width ?? 0, height };
  await page.screenshot({
    path: join(album.folder, `${name}.png`),
    scale: 'css',
    ...(whole ? { fullPage: true, clip } : {}),
  });
  album.files.push(name);
}

/** The name of the picture of a page: its path without what is different each time. */
function nameOf(path: string, area: string): string {
  const said = path
    .replace(/[\da-f]{8}-[\da-f-]{27}/, 'un')
    .split(/[/?&=]/)
    .filter(Boolean)
    .join('-');
  return `${area}-${said || 'accueil'}`;
}

/** What was thrown, in a line. */
export function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? '';
}

/** Opens a page in a state and takes it. */
export async function takeState(
  context: BrowserContext,
  album: Pictures,
  at: { url: string; area: string; path: string; name?: string; state: State; look: Look },
): Promise<void> {
  const title = at.name === undefined ? nameOf(at.path, at.area) : `${at.area}-${at.name}`;
  const name = `${title}-${at.state}-${at.look.name}`;
  const page = await context.newPage();
  watch(page, name, album.faults);
  try {
    album.faults.push(...(await openIn(page, at.path, at.state, at.look, at.url)));
    await picture(page, album, name, true);
  } catch (error) {
    album.faults.push(`${name}: ${firstLine(error)}`);
  } finally {
    await page.close();
  }
}
