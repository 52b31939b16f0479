import type { Locale } from '@og-tickets/contract/common.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
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
  },
  en: {
    subject: (code: string) => `Your tickets, order ${code}`,
    thanks: (code: string) => `Thank you! Your order ${code} is paid and your tickets are ready:`,
    category: 'category',
    total: (amount: string) => `Total paid, VAT and fees included: ${amount}`,
    action: 'See my tickets',
    atGate: 'At the entrance show the code of each ticket, on your phone or on paper.',
  },
} as const;

/** Confirms a paid order. The order's texts come in the language of the mail. */
export function orderPaidMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  order: Pick<Order, 'code' | 'lines' | 'total'>;
}): Mail {
  const { locale, order } = input;
  const w = words[locale];
  const items = order.lines.map(({ summary, category, offerName, quantity, amount }) =>
    [
      `${quantity} × ${offerName}, ${w.category} ${category}`,
      `${summary.sportName}, ${summary.title}`,
      formatStart(locale, summary.startsAt, summary.timezone),
      `${summary.venue.name}, ${summary.venue.city}`,
      formatCents(locale, amount.cents),
    ].join(' · '),
  );
  return composeMail({
    to: input.to,
    locale,
    subject: w.subject(order.code),
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.thanks(order.code)),
      list(items),
      paragraph(w.total(formatCents(locale, order.total.cents))),
      link(w.action, `${input.origin}/billets`),
      paragraph(w.atGate),
    ],
  });
}
