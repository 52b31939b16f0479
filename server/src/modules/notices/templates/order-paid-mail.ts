import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { type Attachment, type Block, composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
import { formatCents, formatStart } from './format.ts';
import { worded } from '../worded-mail.ts';
import { greeting } from './greeting.ts';
import { type AcceptedTerms, termsFile } from './terms-file.ts';

const shopZone = 'Europe/Paris';

const words = {
  fr: {
    subject: (code: string) => `Vos billets, commande ${code}`,
    category: 'catégorie',
    total: (amount: string) => `Total payé, TVA et frais compris : ${amount}`,
    action: 'Voir mes billets',
    atGate: 'À l’entrée, montrez le code de chaque billet, sur votre téléphone ou imprimé.',
    attached: 'Vos billets sont joints en PDF. Ils restent aussi dans votre compte :',
    tooLarge: 'Le PDF de vos billets est trop lourd pour un courriel. Téléchargez-le depuis votre compte :',
    phoneOnly:
      'Cette épreuve n’accepte pas de billet imprimé : à l’entrée, ouvrez votre billet sur votre téléphone et montrez son code. Vos billets sont dans votre compte :',
    later: (date: string) =>
      `Les codes de vos billets seront donnés à partir du ${date} (heure de Paris). Vous les trouverez alors, avec leur PDF, dans votre compte :`,
    inAccount: 'Vos billets sont dans votre compte :',
    each: (price: string) => `${price} l’unité`,
    vat: (amount: string) => `dont TVA : ${amount}`,
    ordered: (time: string) => `Commande avec obligation de paiement passée le ${time} (heure de Paris).`,
    invoice: (number: string) => `Votre facture ${number} est jointe.`,
    noWithdrawal:
      'Ces billets sont à une date fixe : il n’y a pas de droit de rétractation (code de la consommation, art. L221-28, 12°).',
    terms: (version: string) => `Vous avez accepté nos conditions de vente, version du ${version}.`,
    termsAttached: 'Leur texte est joint. Vous les trouvez aussi ici :',
    termsHere: 'Les conditions actuelles sont ici :',
    termsAction: 'Conditions de vente',
    seller: 'Vendeur :',
  },
  en: {
    subject: (code: string) => `Your tickets, order ${code}`,
    category: 'category',
    total: (amount: string) => `Total paid, VAT and fees included: ${amount}`,
    action: 'See my tickets',
    atGate: 'At the entrance show the code of each ticket, on your phone or on paper.',
    attached: 'Your tickets are attached as a PDF. They also stay in your account:',
    tooLarge: 'The PDF of your tickets is too large for a mail. Download it from your account:',
    phoneOnly:
      'This session accepts no printed ticket: at the entrance open your ticket on your phone and show its code. Your tickets are in your account:',
    later: (date: string) =>
      `The codes of your tickets will be given out from ${date} (Paris time). You will then find them, with their PDF, in your account:`,
    inAccount: 'Your tickets are in your account:',
    each: (price: string) => `${price} each`,
    vat: (amount: string) => `VAT included: ${amount}`,
    ordered: (time: string) => `Ordered with obligation to pay on ${time} (Paris time).`,
    invoice: (number: string) => `Your invoice ${number} is attached.`,
    noWithdrawal:
      'These tickets are for a set date: there is no right of withdrawal (French consumer code, art. L221-28, 12°).',
    terms: (version: string) => `You accepted our terms of sale, version of ${version}.`,
    termsAttached: 'Their text is attached. You also find them here:',
    termsHere: 'The present terms are here:',
    termsAction: 'Terms of sale',
    seller: 'Seller:',
  },
} as const;

/** The tickets of an order as its mail brings them, or why it does not; `at` is when their codes are given out. */
export type TicketsByMail =
  | { kind: 'attached'; file: Attachment }
  | { kind: 'later'; at: Date }
  | { kind: 'tooLarge' | 'phoneOnly' | 'inAccount' };

/** What the invoice of an order says that its mail must say too, and its file. */
export interface PurchaseRecord extends AcceptedTerms {
  invoiceNumber: string;
  invoice: Attachment;
  orderedAt: Date;
  seller: { name: string; address: string; registration: string; vatNumber: string; email: string };
}

/**
 * Confirms a paid order and leaves the buyer all that the law wants on something that lasts: what was bought, prices and VAT,
 * seller, terms, the missing right of withdrawal (code de la consommation, L221-13). The order's texts come in the
 * language of the mail.
 */
export function orderPaidMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  order: Pick<Order, 'code' | 'lines' | 'total' | 'includedVat'>;
  tickets: TicketsByMail;
  purchase: PurchaseRecord;
}): Mail {
  const { locale, order, tickets, purchase } = input;
  const w = words[locale];
  const whereTickets =
    tickets.kind === 'later' ? w.later(formatStart(locale, tickets.at.toISOString(), shopZone)) : w[tickets.kind];
  const terms = termsFile(locale, purchase);
  const amount = formatCents(locale, order.total.cents);
  const attachments = [
    ...(tickets.kind === 'attached' ? [tickets.file] : []),
    purchase.invoice,
    ...(terms ? [terms] : []),
  ];
  return worded('order_paid', locale, { order: order.code, amount }, ({ opening, closing }) => ({
    ...composeMail({
      to: input.to,
      locale,
      subject: w.subject(order.code),
      blocks: [
        paragraph(greeting(locale, input.firstName)),
        ...opening,
        list(order.lines.map((line) => describe(locale, line))),
        paragraph(`${w.total(amount)} (${w.vat(formatCents(locale, order.includedVat.cents))})`),
        paragraph(whereTickets),
        link(w.action, `${input.origin}/billets`),
        ...(tickets.kind === 'phoneOnly' ? [] : [paragraph(w.atGate)]),
        ...recordBlocks(locale, purchase, { origin: input.origin, termsAttached: terms !== null }),
        ...closing,
      ],
    }),
    attachments,
  }));
}

function describe(locale: Locale, line: Order['lines'][number]): string {
  const w = words[locale];
  const { summary, category, offerName, quantity, unitPrice, amount } = line;
  return [
    `${quantity} × ${offerName}, ${w.category} ${category}`,
    sessionName(summary),
    formatStart(locale, summary.startsAt, summary.timezone),
    `${summary.venue.name}, ${summary.venue.city}`,
    ...(quantity === 1 ? [] : [w.each(formatCents(locale, unitPrice.cents))]),
    formatCents(locale, amount.cents),
  ].join(' · ');
}

function recordBlocks(
  locale: Locale,
  { invoiceNumber, orderedAt, termsVersion, seller }: PurchaseRecord,
  { origin, termsAttached }: { origin: string; termsAttached: boolean },
): Block[] {
  const w = words[locale];
  const { name, address, registration, vatNumber, email } = seller;
  return [
    paragraph(`${w.ordered(formatStart(locale, orderedAt.toISOString(), shopZone))} ${w.invoice(invoiceNumber)}`),
    paragraph(w.noWithdrawal),
    paragraph(`${w.terms(termsVersion)} ${termsAttached ? w.termsAttached : w.termsHere}`),
    link(w.termsAction, `${origin}/conditions${termsAttached ? `/${termsVersion}` : ''}`),
    paragraph(`${w.seller} ${[name, ...address.split('\n'), registration, vatNumber, email].join(', ')}`),
  ];
}
