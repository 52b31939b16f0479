import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/support/browser.ts';
import { openScanner, setNetwork } from '../../e2e/support/scanner.ts';
import type { Client } from '../../server/test/client.ts';
import type { MadeSession } from '../../server/test/factory.ts';
import { type CodedTicket, issueMany } from '../../server/test/many-tickets.ts';
import { scenes, writeFilm } from './lib/camera-film.ts';
import { decisionsMs, percentileMs, watchVerdicts } from './lib/decisions.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C38: Chromium's fake camera shows codes with glare, tilted, in the dark, on a telephone and on paper; the scanner reads
// them with its wasm reader and decides, with the server and without it. Whoever comes past the camera enters.

process.env['CHROME_PATH'] ??= '/usr/bin/chromium';
const frames = numberOption('frames', 50);
/** The camera and the reader's wasm take a while to start; the film has begun by then. */
const startMs = 10_000;
const targets = { share: 0.98, onlineP95Ms: 300, offlineP95Ms: 100 };

const shop = await openProofShop();
const folder = await mkdtemp(join(tmpdir(), 'og-tickets-film-'));
try {
  const session = await shop.make.session();
  const owner = await shop.make.account();
  const tickets = await issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count: 2 * frames });
  const admin = await shop.make.login(await shop.make.account('admin'));
  const show = (name: string, online: boolean, shown: CodedTicket[]) => pass({ name, online, shown, session, admin });
  report('check:camera', [
    ...(await show('with the server', true, tickets.slice(0, frames))),
    ...(await show('without network', false, tickets.slice(frames))),
  ]);
} finally {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
}

async function pass(input: {
  name: string;
  online: boolean;
  shown: CodedTicket[];
  session: MadeSession;
  admin: Client;
}): Promise<Finding[]> {
  const { name, online, shown, session, admin } = input;
  const film = join(folder, `${online ? 'online' : 'offline'}.mjpeg`);
  const studio = await launchBrowser();
  const seconds = await writeFilm(
    studio,
    film,
    shown.map(({ code }) => code),
  );
  await studio.close();
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  try {
    const { page } = await openScanner({ browser, shop, admin, session });
    if (!online) await setNetwork(page, false);
    await watchVerdicts(page);
    await page.getByRole('button', { name: 'Scanner avec la caméra' }).click();
    await tapRefusals(page);
    await page.waitForTimeout(seconds * 1_000 + startMs);
    const decisions = await decisionsMs(page);
    if (!online) await setNetwork(page, true);
    await page.getByText('0 scan à envoyer').waitFor();
    const missed = await notEntered(shown);
    const p95Ms = percentileMs(decisions, 0.95);
    const read = shown.length - missed.length;
    return [
      {
        name: `codes read, ${name}`,
        passed: read >= targets.share * shown.length,
        figures: { shown: shown.length, read, missed: missed.map((at) => `${at} ${scenes[at % scenes.length] ?? ''}`) },
      },
      {
        name: `decided in time, ${name}`,
        passed: p95Ms <= (online ? targets.onlineP95Ms : targets.offlineP95Ms),
        figures: { decisions: decisions.length, p50Ms: percentileMs(decisions, 0.5), p95Ms, load: loadavg() },
      },
    ];
  } finally {
    await browser.close();
  }
}

/** The film begins anew while the camera still runs: somebody taps away what was let in before. */
async function tapRefusals(page: Page): Promise<void> {
  await page.evaluate(() => {
    setInterval(() => document.querySelector<HTMLElement>('[data-verdict="refused"] button')?.click(), 200);
  });
}

/** Which of these tickets nobody has entered with. */
async function notEntered(shown: CodedTicket[]): Promise<number[]> {
  const rows = await shop.db
    .selectFrom('tickets.tickets')
    .select('id')
    .where('entries', '>', 0)
    .where(
      'id',
      'in',
      shown.map(({ id }) => id),
    )
    .execute();
  const entered = new Set(rows.map(({ id }) => id));
  return shown.flatMap(({ id }, at) => (entered.has(id) ? [] : [at]));
}
