import type { Locale } from '@og-tickets/contract/common.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { SessionCard } from '@og-tickets/contract/catalog.ts';
import { type Attachment, type Block, composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
import { formatCents, formatStart } from './format.ts';
import { worded } from '../worded-mail.ts';
import { greeting } from './greeting.ts';

/** A session as these mails name it, in the language of the mail. */
export type MailedSession = Pick<SessionCard, 'sportName' | 'title' | 'venue' | 'startsAt' | 'timezone'>;

/** Tickets of one kind that were taken back. */
export interface RefundedTickets {
  summary: MailedSession;
  category: string;
  offerName: string;
  quantity: number;
}

const words = {
  fr: {
    subject: (code: string) => `Remboursement de la commande ${code}`,
    refund: (amount: string) =>
      `Vous êtes remboursé de ${amount} sur le moyen de paiement utilisé, sans rien avoir à faire. Selon votre banque, cela prend quelques jours.`,
    free: 'Ces billets étaient gratuits : il n’y a rien à rembourser.',
    dead: 'Leurs codes, imprimés ou sur un téléphone, ne permettent plus d’entrer.',
    creditNote: 'L’avoir est joint. Il se trouve aussi avec la commande :',
    action: 'Voir ma commande',
    category: 'catégorie',
    lostSubject: 'Un billet que vous aviez reçu n’est plus valable',
    lost: 'Ces billets, que l’on vous avait donnés, ont été remboursés à la personne qui les avait achetés :',
    lostDead:
      'Ils ne permettent plus d’entrer. Pour toute question, adressez-vous à la personne qui vous les a donnés.',
  },
  en: {
    subject: (code: string) => `Refund of order ${code}`,
    refund: (amount: string) =>
      `You get ${amount} back by the means you paid with, with nothing to do. Depending on your bank this takes a few days.`,
    free: 'These tickets were free: there is nothing to refund.',
    dead: 'Their codes, on paper or on a phone, no longer let anybody in.',
    creditNote: 'The credit note is attached. It is with the order too:',
    action: 'See my order',
    category: 'category',
    lostSubject: 'A ticket that you were given is no longer valid',
    lost: 'These tickets, which you were given, were refunded to the person who had bought them:',
    lostDead: 'They no longer let anybody in. With any question, turn to the person who gave them to you.',
  },
} as const;

interface Addressed {
  to: string;
  locale: Locale;
  firstName: string;
  tickets: readonly RefundedTickets[];
}

/** Tells a buyer which tickets were taken back, at their own wish or an admin's, and what goes back. */
export function ticketsRefundedMail(
  input: Addressed & {
    origin: string;
    orderCode: string;
    amountCents: number;
    by: 'buyer' | 'admin';
    creditNote: Attachment;
  },
): Mail {
  const { locale, orderCode, amountCents } = input;
  const w = words[locale];
  const amount = formatCents(locale, amountCents);
  const kind = input.by === 'buyer' ? 'tickets_cancelled' : 'tickets_refunded';
  return worded(kind, locale, { order: orderCode, amount }, ({ opening, closing }) => ({
    ...composeMail({
      to: input.to,
      locale,
      subject: w.subject(orderCode),
      blocks: [
        paragraph(greeting(locale, input.firstName)),
        ...opening,
        describe(locale, input.tickets),
        paragraph(amountCents === 0 ? w.free : w.refund(amount)),
        paragraph(w.dead),
        paragraph(w.creditNote),
        link(w.action, `${input.origin}/commandes/${orderCode}`),
        ...closing,
      ],
    }),
    attachments: [input.creditNote],
  }));
}

/** Tells who was given tickets that they were refunded to their buyer. It says nothing of the order or its price. */
export function ticketsLostMail(input: Addressed): Mail {
  const { locale } = input;
  const w = words[locale];
  return composeMail({
    to: input.to,
    locale,
    subject: w.lostSubject,
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.lost),
      describe(locale, input.tickets),
      paragraph(w.lostDead),
    ],
  });
}

function describe(locale: Locale, tickets: readonly RefundedTickets[]): Block {
  const w = words[locale];
  return list(
    tickets.map(({ summary, category, offerName, quantity }) =>
      [
        `${quantity} × ${offerName}, ${w.category} ${category}`,
        sessionName(summary),
        formatStart(locale, summary.startsAt, summary.timezone),
      ].join(' · '),
    ),
  );
}
