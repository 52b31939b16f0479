import type { Locale } from '@og-tickets/contract/common.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { formatCents } from './format.ts';
import { greeting } from './greeting.ts';

const words = {
  fr: {
    subject: (code: string) => `Remboursement de la commande ${code}`,
    late: (code: string) =>
      `Votre paiement pour la commande ${code} est arrivé après le délai, et ces places ne sont plus libres. Nous en sommes désolés.`,
    refunded: (amount: string) =>
      `Vous êtes remboursé de ${amount} sur la carte utilisée, sans rien avoir à faire. Selon votre banque, cela prend quelques jours.`,
    action: 'Voir les places encore libres',
  },
  en: {
    subject: (code: string) => `Refund of order ${code}`,
    late: (code: string) =>
      `Your payment for order ${code} came after the time to pay, and these places are no longer free. We are sorry.`,
    refunded: (amount: string) =>
      `You get ${amount} back on the card you used, with nothing to do. Depending on your bank this takes a few days.`,
    action: 'See the places still free',
  },
} as const;

/** Says that a payment came too late for its places and is given back whole. */
export function latePaymentRefundedMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  orderCode: string;
  amountCents: number;
}): Mail {
  const { locale } = input;
  const w = words[locale];
  return composeMail({
    to: input.to,
    locale,
    subject: w.subject(input.orderCode),
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.late(input.orderCode)),
      paragraph(w.refunded(formatCents(locale, input.amountCents))),
      link(w.action, `${input.origin}/epreuves`),
    ],
  });
}
