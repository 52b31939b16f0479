import type { Browser } from 'playwright-core';
import type { Client } from '../../../../server/test/client.ts';
import type { TestShop } from '../../../../server/test/harness.ts';
import { keptMails } from '../../../../server/test/mails.ts';
import type { Finding } from '../report.ts';
import type { Hostile, HostileShop } from './hostile-shop.ts';
import { calendarLines, formulaCells, readPdf, unzip } from './papers.ts';
import { type Look, WatchedPages } from './watched-pages.ts';

/** What was seen of pages, as one finding. On `least` of them at least one text must stand. */
export function pagesFinding(name: string, looks: ReadonlyMap<string, Look>, least = looks.size): Finding {
  const all = [...looks];
  const ran = all.reduce((sum, [, look]) => sum + look.ran, 0);
  const wrong = all.flatMap(([path, { markup, faults }]) => [...markup, ...faults].map((what) => `${path} ${what}`));
  const withText = all.filter(([, { read }]) => read > 0).length;
  const mostTexts = Math.max(...all.map(([, { read }]) => read));
  return {
    name,
    passed: ran === 0 && wrong.length === 0 && withText >= least,
    figures: { pages: all.length, ran, wrong: wrong.slice(0, 20), withText, mostTexts },
  };
}

/** Opens pages, one after the other. */
export async function lookAt(pages: WatchedPages, url: string, paths: readonly string[]): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  for (const path of paths) looks.set(path, await pages.look(`${url}${path}`));
  return looks;
}

/** Documents as the server draws them, as a program without scripts reads them. */
export async function drawnFinding(
  browser: Browser,
  { url }: TestShop,
  { name, paths }: { name: string; paths: readonly string[] },
): Promise<Finding> {
  const blank = await WatchedPages.open(browser, []);
  const documents: string[] = [];
  for (const path of paths) documents.push(await (await fetch(`${url}${path}`)).text());
  const { markup, links } = await blank.parse(documents, url);
  await blank.page.context().close();
  const figures = { documents: documents.length, markup: markup.slice(0, 20), links: [...new Set(links)].slice(0, 20) };
  return { name, passed: markup.length === 0 && !links.some((to) => /evil|javascript/.test(to)), figures };
}

interface Paper {
  browser: Client;
  path: string;
  text: string;
}

async function pdfFinding(name: string, papers: readonly Paper[], url: string): Promise<Finding> {
  const active: string[] = [];
  const silent: string[] = [];
  for (const { browser, path, text } of papers) {
    const { status, bytes } = await browser.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${bytes.toString()}`);
    const read = await readPdf(bytes, text, url);
    active.push(...read.active);
    if (!read.says) silent.push(text);
  }
  return {
    name,
    passed: papers.length > 0 && active.length === 0 && silent.length === 0,
    figures: { files: papers.length, active, silent },
  };
}

/** The PDF of tickets in both sizes (the pass of a phone is one), invoices, calendar entries, of what has the texts as names. */
export async function paperFindings(all: readonly Hostile[], url: string): Promise<Finding[]> {
  const of = (path: (one: Hostile) => string): Paper[] =>
    all.map((one) => ({ browser: one.buyer.browser, path: path(one), text: one.text }));
  const ticketOf = ({ order }: Hostile): string => order.ticketIds[0] ?? '';
  const shapes = new Map<string, string[]>();
  for (const one of all) {
    const { bytes } = await one.buyer.browser.get(`/tickets/${ticketOf(one)}/event.ics`);
    const lines = calendarLines(bytes.toString());
    shapes.set(lines.join(' '), lines);
  }
  const strange = [...shapes.values()].flat().filter((line) => line !== '' && !/^[A-Z-]+$/.test(line));
  return [
    await pdfFinding(
      'tickets to print',
      of((one) => `/tickets/${ticketOf(one)}/ticket.pdf?format=a4`),
      url,
    ),
    await pdfFinding(
      'the pass of a phone',
      of((one) => `/tickets/${ticketOf(one)}/ticket.pdf?format=phone`),
      url,
    ),
    await pdfFinding(
      'invoices',
      of(({ order }) => `/orders/${order.code}/invoice.pdf`),
      url,
    ),
    {
      name: 'calendar entries',
      passed: shapes.size === 1 && strange.length === 0,
      figures: { shapes: [...shapes.keys()], strange },
    },
  ];
}

/** Every mail that the shop keeps: what a text became of it, and what names of people brought into it. */
export async function mailFinding(browser: Browser, shop: TestShop, { all }: HostileShop): Promise<Finding> {
  const mails = await keptMails(shop.platform);
  const blank = await WatchedPages.open(browser, []);
  const { markup, links } = await blank.parse(
    mails.map(({ html }) => html),
    shop.url,
  );
  await blank.page.context().close();
  const people = new Set(all.map(({ person }) => person.account.email));
  const toPeople = mails.filter(({ to }) => people.has(to) || /^(?:given|staff)-/.test(to));
  const named = toPeople.filter(({ text, html }) => /evil|script|ran\(|onerror/.test(`${text}${html}`));
  const headers = mails.filter(({ subject }) => /[\r\n\u2028]/.test(subject));
  return {
    name: 'mails',
    passed: markup.length + links.length + named.length + headers.length === 0 && toPeople.length >= all.length * 2,
    figures: {
      mails: mails.length,
      toPeopleSoNamed: toPeople.length,
      markup: markup.slice(0, 20),
      links: [...new Set(links)].slice(0, 20),
      namesIn: named.slice(0, 5).map(({ subject, text }) => `${subject}: ${text.slice(0, 200)}`),
      headers: headers.length,
    },
  };
}

/** Every list as CSV and XLSX, and what somebody so named downloads of themselves. */
export async function fileFindings(shop: TestShop, admin: Client, buyers: readonly Client[]): Promise<Finding[]> {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  let cells = 0;
  const wrong: string[] = [];
  let sheets = 0;
  const count = (csv: string): void => {
    const read = formulaCells(csv);
    cells += read.cells;
    wrong.push(...read.formulas);
  };
  for (const kind of ['orders', 'tickets', 'sales', 'refunds', 'entries']) {
    for (const format of ['csv', 'xlsx']) {
      const { body } = await admin.post<{ id: string }>('/admin/exports', { kind, format, from: day(-1), to: day(0) });
      const file = await shop.make.until(async () => {
        const answer = await admin.get(`/admin/exports/${body.id}/file`);
        return answer.status === 200 ? answer.bytes : null;
      }, `the file of ${kind}`);
      if (format === 'csv') count(file.toString());
      else {
        const xml = [...unzip(file)]
          .filter(([name]) => name.includes('sheet'))
          .map(([, text]) => text)
          .join('');
        sheets += 1;
        if (/<f[ >]|<hyperlink|<script/.test(xml)) wrong.push(`${kind} as XLSX`);
      }
    }
  }
  for (const browser of buyers) {
    await browser.post('/me/export');
    const own = await shop.make.until(async () => {
      const { status, bytes } = await browser.get('/me/export/data.csv');
      return status === 200 ? bytes : null;
    }, 'a copy of what is kept of somebody');
    count(own.toString());
  }
  return [{ name: 'CSV and XLSX', passed: wrong.length === 0 && cells > 1_000, figures: { cells, sheets, wrong } }];
}
