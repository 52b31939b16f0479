import { inflateSync } from 'node:zlib';
import { hexToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import vectors from '../../../../../contract/test/ticket-code-vectors.json' with { type: 'json' };
import type { PrintedTicket } from '../rules/ticket-wording.ts';
import { renderTicketPdf, renderTicketsPdf } from './ticket-pdf.ts';

type TextItem = Extract<Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number], { str: string }>;
type StructTreeNode = NonNullable<Awaited<ReturnType<PDFPageProxy['getStructTree']>>>;

const ticket: PrintedTicket['ticket'] = {
  id: vectors.ticket_id,
  session: 'BKB19',
  summary: {
    sport: 'BKB',
    sportName: 'Basketball',
    title: 'Hommes, phase de groupe, groupe C, jeu 19',
    venue: { code: 'PMA', name: 'Stade Pierre Mauroy', city: 'Villeneuve-d’Ascq' },
    startsAt: '2026-07-31T17:15:00Z',
    timezone: 'Europe/Paris',
  },
  doorsAt: '2026-07-31T15:45:00Z',
  category: 'A',
  offerName: 'Duo',
  places: 2,
  price: { cents: 9_000, currency: 'EUR' },
  holders: ['Łukasz Nguyễn', ''],
  orderCode: 'K7R9XM',
  issuedAt: '2026-06-30T22:05:00Z',
};
const printed: PrintedTicket = { organiser: 'OG-Tickets', ticket, vatBasisPoints: 550, codeText: vectors.static_text };
const withTicket = (change: Partial<typeof ticket>): PrintedTicket => ({
  ...printed,
  ticket: { ...ticket, ...change },
});

async function openPdf(pdf: Buffer): Promise<PDFDocumentProxy> {
  return getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 }).promise;
}

async function itemsOf(pdf: Buffer): Promise<TextItem[]> {
  const document = await openPdf(pdf);
  expect(document.numPages).toBe(1);
  const { items } = await (await document.getPage(1)).getTextContent();
  return items.filter((item) => 'str' in item);
}

/** All text of the page, every kind of space as a plain one. */
async function textOf(pdf: Buffer): Promise<string> {
  return (await itemsOf(pdf))
    .map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str))
    .join('')
    .replace(/[^\S\n]+/g, ' ');
}

/** Every element of the structure; the types of pdf.js leave out the alternative text that it reads. */
function elementsOf(node: StructTreeNode): { role: string; alt?: string }[] {
  return [node, ...node.children.flatMap((child) => ('role' in child ? elementsOf(child) : []))];
}

test.each(['a4', 'phone'] as const)('a French ticket (%s) says all that the law wants', async (format) => {
  const text = await textOf(await renderTicketPdf(printed, 'fr', format));
  for (const mention of [
    'OG-Tickets',
    'Basketball',
    'Hommes, phase de groupe, groupe C, jeu 19',
    'vendredi 31 juillet 2026, 19 h 15 (heure locale, UTC+2)',
    'Ouverture des portes : 17 h 45',
    'Stade Pierre Mauroy, Villeneuve-d’Ascq',
    'Catégorie',
    'Duo',
    '2 places',
    '90,00 €',
    'TVA 5,5 % comprise : 4,69 €',
    'Łukasz Nguyễn',
    'K7R9XM',
    'Vendu en ligne le',
    '1 juillet 2026',
    `Billet n° ${vectors.ticket_id}`,
    'BKB19',
    'Ce billet fait entrer 2 personnes',
  ]) {
    expect(text.replaceAll('\n', ' ')).toContain(mention);
  }
});

test.each(['a4', 'phone'] as const)('an English ticket (%s) says the same', async (format) => {
  const text = await textOf(await renderTicketPdf(printed, 'en', format));
  for (const mention of [
    '31 July 2026, 19:15 (local time, UTC+2)',
    'Doors open: 17:45',
    '€90.00',
    'VAT 5.5% included: €4.69',
    'Holder',
    'Order',
    `Ticket no. ${vectors.ticket_id}`,
    'admits 2 people',
  ]) {
    expect(text.replaceAll('\n', ' ')).toContain(mention);
  }
  expect(text).not.toMatch(/Billet|Titulaire|portes/);
});

test('a ticket without a price is free, and says so', async () => {
  const free = withTicket({ price: { cents: 0, currency: 'EUR' }, places: 1, offerName: 'Solo' });
  const text = await textOf(await renderTicketPdf(free, 'fr'));
  expect(text).toContain('gratuit');
  expect(text).not.toContain('TVA');
  expect(text).toMatch(/une personne/);
});

test.each(['a4', 'phone'] as const)('the code in clear (%s), its groups read in order, is the code', async (format) => {
  const items = await itemsOf(await renderTicketPdf(printed, 'fr', format));
  const groups = items.map(({ str }) => str.trim()).filter((text) => /^[0-9A-Z$%*+\-./:_]{1,4}$/.test(text));
  const joined = groups.join('').replaceAll('_', ' ');
  expect(joined).toContain(vectors.static_text);
});

test.each(['a4', 'phone'] as const)(
  'the document (%s) has its title, language, structure and words for its picture',
  async (format) => {
    const pdf = await renderTicketPdf(printed, 'fr', format);
    const document = await openPdf(pdf);
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({ Title: 'Billet BKB19, commande K7R9XM', Language: 'fr-FR', PDFFormatVersion: '1.7' });
    expect(pdf.toString('latin1')).toContain('/Marked true');
    const tree = await (await document.getPage(1)).getStructTree();
    const nodes = tree === null ? [] : elementsOf(tree);
    const roles = nodes.map(({ role }) => role);
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'Lbl')).toHaveLength(8);
    const figures = nodes.filter(({ role }) => role === 'Figure');
    expect(figures).toHaveLength(1);
    expect(figures[0]?.alt).toMatch(/^Code du billet\u202f: OG1: /);
  },
);

test('fonts are inside, and only their letters that are used', async () => {
  const pdf = await renderTicketPdf(printed, 'fr');
  const names = [...pdf.toString('latin1').matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name);
  expect(new Set(names.map((name) => name?.replace(/^[A-Z]{6}\+/, '')))).toEqual(
    new Set(['AtkinsonHyperlegible-Regular', 'AtkinsonHyperlegible-Bold', 'Arimo-Bold']),
  );
  expect(names.every((name) => /^[A-Z]{6}\+/.test(name ?? ''))).toBe(true);
  expect(pdf.length).toBeLessThan(80_000);
});

test.each([
  'Łukasz Żółć',
  'Nguyễn Thị Ánh',
  'Ivana Đurđević',
  'İpek Şahin',
  'Δημήτρης Παπαδόπουλος',
  'Дмитрий Щёголев',
  'Ștefan Țepeș',
  'Œuvrard-Ÿ',
])('the name %s is written as it is', async (holder) => {
  const text = await textOf(await renderTicketPdf(withTicket({ holders: [holder, ''] }), 'fr'));
  expect(text.normalize('NFC')).toContain(holder);
  expect(text).not.toContain('Nom complet');
});

test.each([
  ['山田 太郎', '…'],
  ['محمد Ben Ali', '… Ben Ali'],
  ['Zoë 😀 Ａberg', 'Zoë … Aberg'],
])('what no font can write of %s is left out, and the ticket says so', async (holder, written) => {
  const pdf = await renderTicketPdf(withTicket({ holders: [holder, ''] }), 'fr');
  const text = await textOf(pdf);
  expect(text).toContain(written);
  expect(text.replaceAll('\n', ' ')).toContain('Nom complet dans votre compte');
});

test.each([
  ['a4', { bottom: 20, top: 820, left: 40, right: 556 }],
  ['phone', { bottom: 8, top: Number.POSITIVE_INFINITY, left: 14, right: 346 }],
] as const)('the longest texts stay on the page (%s)', async (format, edges) => {
  const long = (word: string, length: number) => word.repeat(Math.ceil(length / word.length)).slice(0, length);
  const pdf = await renderTicketPdf(
    withTicket({
      holders: [`${long('Maximilienne-Alexandrine ', 80)} ${long('W', 80)}`],
      offerName: long('Famille nombreuse ', 80),
      summary: {
        ...ticket.summary,
        title: long('Épreuves éliminatoires et repêchages ', 200),
        sportName: long('Natation artistique ', 80),
        venue: { code: 'X', name: long('Centre aquatique ', 120), city: long('Villeneuve ', 80) },
      },
      doorsAt: '2026-07-30T15:45:00Z',
    }),
    'fr',
    format,
  );
  const drawn = (await itemsOf(pdf)).filter(({ str }) => str.trim() !== '');
  for (const { str, transform, width } of drawn) {
    const [, , , , x = 0, y = 0] = transform as number[];
    const inside = y > edges.bottom && y < edges.top && x > edges.left && x + width < edges.right;
    expect({ str, inside }).toEqual({ str, inside: true });
  }
});

/** The rectangles of the page, in points from its top left corner: only the modules of the code are any. */
function rectanglesOf(pdf: Buffer): number[][] {
  const content = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, stream = '']) => {
      const bytes = Buffer.from(stream, 'latin1');
      return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : '';
    })
    .find((text) => / re\n/.test(text));
  const lines = [...(content ?? '').matchAll(/^(\S+) (\S+) (\S+) (\S+) re$/gm)];
  return lines.map((line) => line.slice(1, 5).map(Number));
}

test.each(['a4', 'phone'] as const)(
  'the code (%s) printed at 150 dots an inch is read by another decoder',
  async (format) => {
    const rectangles = rectanglesOf(await renderTicketPdf(printed, 'fr', format));
    const dots = 150 / 72;
    const left = Math.min(...rectangles.map(([x = 0]) => x));
    const top = Math.min(...rectangles.map(([, y = 0]) => y));
    const right = Math.max(...rectangles.map(([x = 0, , width = 0]) => x + width));
    const bottom = Math.max(...rectangles.map(([, y = 0, , height = 0]) => y + height));
    expect(((right - left) / 72) * 25.4).toBeGreaterThanOrEqual(50);
    expect(right - left).toBeCloseTo(bottom - top, 1);
    const quiet = 4 * Math.min(...rectangles.map(([, , , height = 0]) => height));
    const side = Math.ceil((right - left + 2 * quiet) * dots);
    // Grey ink on greyish paper, as a tired printer leaves it.
    const pixels = new Uint8Array(side * side).fill(225);
    for (const [x = 0, y = 0, width = 0, height = 0] of rectangles) {
      const edge = (at: number, from: number) => Math.round((at - from + quiet) * dots);
      for (let row = edge(y, top); row < edge(y + height, top); row += 1) {
        pixels.fill(70, row * side + edge(x, left), row * side + edge(x + width, left));
      }
    }
    const symbols = await scanGrayBuffer(pixels.buffer, side, side);
    expect(symbols.map((symbol) => symbol.decode())).toEqual([vectors.static_text]);
    const checked = await checkTicketCode({
      text: symbols[0]?.decode() ?? '',
      publicKeys: new Map([[vectors.kid, hexToBytes(vectors.public_key)]]),
      sessionNumber: vectors.session,
      nowSeconds: 0,
    });
    expect(checked).toMatchObject({ ok: true, record: { ticketId: vectors.ticket_id } });
  },
);

test('tickets of an order are pages of one file that share their fonts; its notice stands on the first', async () => {
  const second = withTicket({ id: vectors.ticket_id.replace(/^./, '1'), holders: ['Zoé Lefèvre'] });
  const drawn: number[] = [];
  const pdf = await renderTicketsPdf([printed, second, second], {
    format: 'phone',
    locale: 'fr',
    notice: 'Un billet manque ici.',
    onPage: async (done) => {
      drawn.push(done);
    },
  });
  const document = await openPdf(pdf);
  expect([document.numPages, drawn]).toEqual([3, [1, 2, 3]]);
  expect((await document.getMetadata()).info).toMatchObject({ Title: 'Billets de la commande K7R9XM' });
  const texts: string[] = [];
  for (const number of [1, 2, 3]) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  expect(texts.map((text) => text.includes('Un billet manque ici.'))).toEqual([true, false, false]);
  expect(texts.map((text) => /Zoé Lefèvre/.test(text))).toEqual([false, true, true]);
  const fontsIn = (file: Buffer): number => file.toString('latin1').match(/\/FontFile\d? /g)?.length ?? 0;
  expect(fontsIn(pdf)).toBe(fontsIn(await renderTicketPdf(printed, 'fr', 'phone')));
});

test('the page for a phone is as wide as one, and long enough', async () => {
  const page = await (await openPdf(await renderTicketPdf(printed, 'fr', 'phone'))).getPage(1);
  const [, , width = 0, height = 0] = page.view;
  expect(width).toBe(360);
  expect(height).toBeGreaterThanOrEqual(780);
  const rectangles = rectanglesOf(await renderTicketPdf(printed, 'fr', 'phone'));
  const left = Math.min(...rectangles.map(([x = 0]) => x));
  const right = Math.max(...rectangles.map(([x = 0, , w = 0]) => x + w));
  expect((right - left) / 360).toBeGreaterThanOrEqual(0.6);
});

test('everybody who is named stands on the ticket', async () => {
  const named = withTicket({ places: 4, holders: ['Ana Martín', '', 'Łukasz Nguyễn', 'Zoé Lefèvre'] });
  const text = (await textOf(await renderTicketPdf(named, 'fr'))).normalize('NFC').replaceAll(/\s+/g, ' ');
  expect(text).toContain('Ana Martín, Łukasz Nguyễn, Zoé Lefèvre');
});
