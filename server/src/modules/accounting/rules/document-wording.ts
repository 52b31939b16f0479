import type { Locale } from '@og-tickets/contract/common.ts';
import type { OrderDocument } from '@og-tickets/contract/invoices.ts';
import { byRate, sumOf, type TaxedAmount } from './booking.ts';
import { type DocumentWords, documentWords } from './document-words.ts';

/*
 * What stands on an invoice: number, dates of issue and sale, seller with registration and VAT number, buyer, each thing
 * sold with quantity, price and VAT rate, and per rate the amounts without VAT, of VAT and with it (CGI, annexe II,
 * art. 242 nonies A). A credit note names the invoice that it corrects.
 */

/** A numbered document with all that it says. Amounts in cents, VAT included. */
export interface PrintedDocument {
  kind: OrderDocument['kind'];
  number: string;
  issuedAt: Date;
  /** Of the sale, or of its cancellation. */
  eventAt: Date;
  orderedAt: Date;
  orderCode: string;
  termsVersion: string;
  locale: Locale;
  buyer: { name: string; email: string };
  seller: { name: string; address: string; registration: string; vatNumber: string; email: string; isDemo: boolean };
  /** The invoice that a credit note corrects. */
  corrects: { number: string; issuedAt: Date } | null;
  /** Who took the tickets of a credit note back. */
  reason: 'buyer' | 'admin' | 'organiser' | null;
  lines: readonly (TaxedAmount & {
    sessionCode: string;
    title: string;
    startsAt: Date;
    timezone: string;
    venue: string;
    category: string;
    offerName: string;
    placesEach: number;
    quantity: number;
    unitPriceCents: number;
  })[];
}

/** A row of the table: what it is, in one strong line and others, and its figures in the order of the columns. */
export interface WordedLine {
  name: string;
  details: string[];
  figures: string[];
  amountCents: number;
}

/** All texts of a printed document. */
export interface DocumentWording {
  languageTag: string;
  /** "Facture F2026-000123" */
  title: string;
  author: string;
  about: string[];
  sellerLabel: string;
  seller: string[];
  buyerLabel: string;
  buyer: string[];
  columns: string[];
  lines: WordedLine[];
  carried: string;
  brought: string;
  rateColumns: string[];
  rates: string[][];
  total: { label: string; amount: string };
  notes: string[];
  lettersMissing: string;
  page: (number: number, of: number) => string;
  /** An amount as it is written here. */
  amount: (cents: number) => string;
}

const shopZone = 'Europe/Paris';

/** Words a document in its own language. */
export function wordDocument(printed: PrintedDocument): DocumentWording {
  const w = documentWords[printed.locale];
  const format = formatsOf(w);
  const { kind, seller, buyer } = printed;
  return {
    languageTag: w.languageTag,
    title: `${w.title[kind]} ${printed.number}`,
    author: seller.name,
    about: aboutOf(printed, w, format),
    sellerLabel: w.seller,
    seller: [
      seller.name,
      ...seller.address.split('\n'),
      seller.registration,
      w.vatNumber(seller.vatNumber),
      seller.email,
    ],
    buyerLabel: w.buyer,
    buyer: [buyer.name, buyer.email],
    columns: [w.columns.what, w.columns.quantity, w.columns.unitPrice, w.columns.rate, w.columns.net, w.columns.gross],
    lines: printed.lines.map((line) => ({
      name: `${line.sessionCode} · ${line.title}`,
      details: [
        `${format.start(line.startsAt, line.timezone)} · ${line.venue}`,
        `${line.offerName} (${w.places(line.placesEach)}), ${w.category} ${line.category}`,
      ],
      figures: [
        String(line.quantity),
        format.amount(line.unitPriceCents),
        format.rate(line.vatBasisPoints),
        format.amount(line.amountCents - line.vatCents),
        format.amount(line.amountCents),
      ],
      amountCents: line.amountCents,
    })),
    carried: w.carried,
    brought: w.brought,
    rateColumns: [w.rates.rate, w.rates.net, w.rates.vat, w.rates.gross],
    rates: ratesOf(printed, format),
    total: { label: w.total[kind], amount: format.amount(sumOf(printed.lines).amountCents) },
    notes: [...w.notes[kind], w.terms(printed.termsVersion), ...(seller.isDemo ? [w.demo] : [])],
    lettersMissing: w.lettersMissing,
    page: w.page,
    amount: format.amount,
  };
}

/** A file name that is safe on every system: `facture-F2026-000123.pdf`. */
export function documentFileName({ kind, number, locale }: PrintedDocument): string {
  const names = {
    fr: { invoice: 'facture', credit_note: 'avoir' },
    en: { invoice: 'invoice', credit_note: 'credit-note' },
  } as const;
  return `${names[locale][kind]}-${number}.pdf`;
}

function aboutOf(printed: PrintedDocument, w: DocumentWords, format: Formats): string[] {
  const { kind, corrects, reason } = printed;
  return [
    w.issued[kind](format.day(printed.issuedAt)),
    w.event[kind](format.day(printed.eventAt)),
    ...(corrects === null ? [] : [w.corrects(corrects.number, format.day(corrects.issuedAt))]),
    ...(reason === null ? [] : [w.reasons[reason]]),
    w.order(printed.orderCode),
    w.ordered(format.time(printed.orderedAt)),
  ];
}

/** A row for each VAT rate, and their sums when there are several. */
function ratesOf({ lines }: PrintedDocument, format: Formats): string[][] {
  const row = (label: string, { amountCents, vatCents }: { amountCents: number; vatCents: number }): string[] => [
    label,
    ...[amountCents - vatCents, vatCents, amountCents].map(format.amount),
  ];
  const rates = byRate(lines).map((rate) => row(format.rate(rate.vatBasisPoints), rate));
  return rates.length === 1 ? rates : [...rates, row('Total', sumOf(lines))];
}

interface Formats {
  /** "90,00 €" */
  amount: (cents: number) => string;
  /** "5,5 %" */
  rate(basisPoints: number): string;
  /** "23 novembre 2026", in France */
  day(instant: Date): string;
  /** "23 novembre 2026 à 10:04:05", in France */
  time(instant: Date): string;
  /** Day and time of a session by the clocks of its venue. */
  start(instant: Date, timeZone: string): string;
}

function formatsOf({ languageTag }: DocumentWords): Formats {
  const money = new Intl.NumberFormat(languageTag, { style: 'currency', currency: 'EUR' });
  const percent = new Intl.NumberFormat(languageTag, { style: 'percent', maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(languageTag, { dateStyle: 'long', timeZone: shopZone });
  const time = new Intl.DateTimeFormat(languageTag, { dateStyle: 'long', timeStyle: 'medium', timeZone: shopZone });
  return {
    amount: (cents) => narrowSpaces(money.format(cents / 100)),
    rate: (basisPoints) => narrowSpaces(percent.format(basisPoints / 10_000)),
    day: (instant) => day.format(instant),
    time: (instant) => time.format(instant),
    start: (instant, timeZone) =>
      new Intl.DateTimeFormat(languageTag, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant),
  };
}

/** Intl sets a wide no-break space before € and %; French print wants a narrow one. */
function narrowSpaces(text: string): string {
  return text.replaceAll('\u00a0', '\u202f');
}
