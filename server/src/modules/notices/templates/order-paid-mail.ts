import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { type Attachment, composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
import { formatCents, formatStart } from './format.ts';
import { greeting } from './greeting.ts';

const words = {
  fr: {
    subject: (code: string) => `Vos billets, commande ${code}`,
    thanks: (code: string) => `Merci ! Votre commande ${code} est payée et vos billets sont prêts :`,
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
  },
  en: {
    subject: (code: string) => `Your tickets, order ${code}`,
    thanks: (code: string) => `Thank you! Your order ${code} is paid and your tickets are ready:`,
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
  },
} as const;

/** The tickets of an order as its mail brings them, or why it does not; `at` is when their codes are given out. */
export type TicketsByMail =
  | { kind: 'attached'; file: Attachment }
  | { kind: 'later'; at: Date }
  | { kind: 'tooLarge' | 'phoneOnly' | 'inAccount' };

/** Confirms a paid order. The order's texts come in the language of the mail. */
export function orderPaidMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  order: Pick<Order, 'code' | 'lines' | 'total'>;
  tickets: TicketsByMail;
}): Mail {
  const { locale, order, tickets } = input;
  const w = words[locale];
  const items = order.lines.map(({ summary, category, offerName, quantity, amount }) =>
    [
      `${quantity} × ${offerName}, ${w.category} ${category}`,
      sessionName(summary),
      formatStart(locale, summary.startsAt, summary.timezone),
      `${summary.venue.name}, ${summary.venue.city}`,
      formatCents(locale, amount.cents),
    ].join(' · '),
  );
  const whereTickets =
    tickets.kind === 'later' ? w.later(formatStart(locale, tickets.at.toISOString(), 'Europe/Paris')) : w[tickets.kind];
  const mail = composeMail({
    to: input.to,
    locale,
    subject: w.subject(order.code),
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.thanks(order.code)),
      list(items),
      paragraph(w.total(formatCents(locale, order.total.cents))),
      paragraph(whereTickets),
      link(w.action, `${input.origin}/billets`),
      ...(tickets.kind === 'phoneOnly' ? [] : [paragraph(w.atGate)]),
    ],
  });
  return tickets.kind === 'attached' ? { ...mail, attachments: [tickets.file] } : mail;
}
