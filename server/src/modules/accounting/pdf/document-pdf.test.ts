import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { pdfPages, pdfText } from '../../../../test/pdf-text.ts';
import type { PrintedDocument } from '../rules/document-wording.ts';
import { renderDocumentPdf } from './document-pdf.ts';
import { shareOut } from './rows.ts';

const line: PrintedDocument['lines'][number] = {
  sessionCode: 'BKB19',
  title: 'Basketball, hommes, phase de groupe, groupe C, jeu 19',
  startsAt: new Date('2026-07-31T17:15:00Z'),
  timezone: 'Europe/Paris',
  venue: 'Stade Pierre Mauroy, Villeneuve-d’Ascq',
  category: 'A',
  offerName: 'Duo',
  placesEach: 2,
  quantity: 2,
  unitPriceCents: 9_000,
  amountCents: 18_000,
  vatBasisPoints: 550,
  vatCents: 938,
};
const invoice: PrintedDocument = {
  kind: 'invoice',
  number: 'F2026-000123',
  issuedAt: new Date('2026-06-30T22:06:00Z'),
  eventAt: new Date('2026-06-30T22:05:30Z'),
  orderedAt: new Date('2026-06-30T22:05:00Z'),
  orderCode: 'K7R9XM',
  termsVersion: '2026-11-23',
  locale: 'fr',
  buyer: { name: 'Łukasz Nguyễn', email: 'lukasz@example.org' },
  seller: {
    name: 'Société Exemple SAS au capital de 1 000 €',
    address: '1 rue de l’Exemple\n59000 Lille',
    registration: 'RCS Lille 123 456 789',
    vatNumber: 'FR12123456789',
    email: 'contact@example.org',
    isDemo: false,
  },
  corrects: null,
  reason: null,
  lines: [line, { ...line, unitPriceCents: 500, amountCents: 1_000, vatBasisPoints: 2_000, vatCents: 167 }],
};

test('an invoice says all that the law wants of it', async () => {
  const text = await pdfText(await renderDocumentPdf(invoice));
  for (const said of [
    'Facture F2026-000123',
    'Émise le 1 juillet 2026',
    'Date de la vente : 1 juillet 2026',
    'Commande K7R9XM',
    'Commande avec obligation de paiement passée le 1 juillet 2026 à 00:05:00 (heure de Paris)',
    'Société Exemple SAS au capital de 1 000 €',
    '59000 Lille',
    'RCS Lille 123 456 789',
    'FR12123456789',
    'Łukasz Nguyễn',
    'lukasz@example.org',
    'BKB19 · Basketball',
    '31 juillet 2026',
    '5,5 %',
    '20 %',
    '170,62 €',
    '8,33 €',
    'Total payé, TTC 190,00 €',
    'pas de droit de rétractation',
    'version du 2026-11-23',
    'Page 1/1',
  ]) {
    expect(text).toContain(said);
  }
  expect(text).not.toContain('démonstration');
});

test('an English one says it in English, an invented seller’s that it is worth nothing', async () => {
  const english = await pdfText(await renderDocumentPdf({ ...invoice, locale: 'en' }));
  for (const said of [
    'Invoice F2026-000123',
    'Issued on 1 July 2026',
    '€190.00',
    'no right of withdrawal',
    'Excl. VAT',
  ]) {
    expect(english).toContain(said);
  }
  const demo = { ...invoice, seller: { ...invoice.seller, isDemo: true } };
  expect(await pdfText(await renderDocumentPdf(demo))).toContain('Ce document est sans valeur');
});

test('a credit note names the invoice that it corrects', async () => {
  const note: PrintedDocument = {
    ...invoice,
    kind: 'credit_note',
    number: 'A2026-000007',
    corrects: { number: 'F2026-000123', issuedAt: invoice.issuedAt },
    reason: 'buyer',
  };
  const text = await pdfText(await renderDocumentPdf(note));
  expect(text).toContain('Avoir A2026-000007');
  expect(text).toContain('Avoir sur la facture F2026-000123 du 1 juillet 2026');
  expect(text).toContain('Motif : annulation par l’acheteur');
  expect(text).toContain('Total de l’avoir, TTC 190,00 €');
  expect(text).not.toContain('Payée');
});

test('a long order runs over pages: totals are carried, no line is lost', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => ({ ...line, sessionCode: `S${String(i).padStart(3, '0')}` }));
  const pages = await pdfPages(await renderDocumentPdf({ ...invoice, lines }));
  expect(pages.length).toBeGreaterThan(3);
  let seen = 0;
  for (const [i, page] of pages.entries()) {
    expect(page).toContain(`Page ${i + 1}/${pages.length}`);
    const euros = (count: number): string => `${(count * 180).toLocaleString('fr-FR').replace(/\s/g, ' ')},00 €`;
    if (i > 0) expect(page).toContain(`Report ${euros(seen)}`);
    seen += page.match(/S0\d\d ·/g)?.length ?? 0;
    if (i < pages.length - 1) expect(page).toContain(`À reporter ${euros(seen)}`);
  }
  expect(seen).toBe(30);
  expect(pages.at(-1)).toContain('Total payé, TTC 5 400,00 €');
});

test('the file says its language and title, and its structure has the table', async () => {
  const pdf = await renderDocumentPdf(invoice);
  const document = await getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 }).promise;
  const { info } = await document.getMetadata();
  expect(info).toMatchObject({ Title: 'Facture F2026-000123', Language: 'fr-FR' });
  const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
  for (const role of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD']) expect(tree).toContain(`"role":"${role}"`);
});

test('rows are shared out so that each page has one and none is lost', () => {
  const room = { first: 100, further: 150, carryHeight: 10, tailHeight: 60 };
  expect(shareOut([40], room)).toEqual([1]);
  expect(shareOut([40, 40], room)).toEqual([1, 1]);
  expect(shareOut([40, 40, 40, 40, 40], room)).toEqual([2, 2, 1]);
  for (let count = 1; count < 60; count += 1) {
    const pages = shareOut(
      Array.from({ length: count }, (_, i) => 20 + ((i * 7) % 25)),
      room,
    );
    expect(pages.reduce((sum, page) => sum + page, 0)).toBe(count);
    expect(Math.min(...pages)).toBeGreaterThan(0);
  }
});
