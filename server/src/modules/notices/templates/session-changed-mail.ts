import type { Locale } from '@og-tickets/contract/common.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { type Attachment, type Block, composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
import { formatCents, formatStart } from './format.ts';
import { worded } from '../worded-mail.ts';
import { greeting } from './greeting.ts';
import type { MailedSession } from './tickets-refunded-mail.ts';

const words = {
  fr: {
    cancelledSubject: (session: string) => `Épreuve annulée : ${session}`,
    movedSubject: (session: string) => `Nouvelle date : ${session}`,
    reason: (reason: string) => `Motif : ${reason}`,
    refunded: 'Vos billets sont remboursés en entier, sans rien avoir à faire :',
    refund: (code: string, amount: string) => `Commande ${code} : ${amount}`,
    creditNotes: 'L’avoir de chaque commande est joint.',
    bank: 'Le montant revient sur le moyen de paiement utilisé. Selon votre banque, cela prend quelques jours.',
    unpaid: (codes: string) => `La commande ${codes} n’était pas payée : elle est annulée et rien n’a été débité.`,
    keep: 'Vos billets restent valables pour la nouvelle date : si elle vous convient, vous n’avez rien à faire.',
    right: (until: string) =>
      `Si elle ne vous convient pas, vous pouvez être remboursé en entier jusqu’au ${until}, depuis votre commande :`,
    received: {
      cancelled:
        'Les billets que l’on vous avait donnés ne sont plus valables. Ils sont remboursés à la personne qui les avait achetés.',
      moved: (until: string) =>
        `Les billets que l’on vous a donnés restent valables pour la nouvelle date. Si elle ne vous convient pas, rendez-les avant le ${until} à la personne qui les a achetés : elle peut être remboursée.`,
    },
    order: (code: string) => `Voir la commande ${code}`,
    orders: 'Voir mes commandes',
  },
  en: {
    cancelledSubject: (session: string) => `Session cancelled: ${session}`,
    movedSubject: (session: string) => `New date: ${session}`,
    reason: (reason: string) => `Reason: ${reason}`,
    refunded: 'Your tickets are refunded in full, with nothing to do:',
    refund: (code: string, amount: string) => `Order ${code}: ${amount}`,
    creditNotes: 'The credit note of each order is attached.',
    bank: 'The amount goes back by the means you paid with. Depending on your bank this takes a few days.',
    unpaid: (codes: string) => `Order ${codes} was not paid: it is cancelled and nothing was taken.`,
    keep: 'Your tickets stay valid for the new date: if it suits you, there is nothing to do.',
    right: (until: string) =>
      `If it does not suit you, you can have all your money back until ${until}, from your order:`,
    received: {
      cancelled:
        'The tickets that you were given are no longer valid. They are refunded to the person who had bought them.',
      moved: (until: string) =>
        `The tickets that you were given stay valid for the new date. If it does not suit you, give them back before ${until} to the person who bought them: they can have the money back.`,
    },
    order: (code: string) => `See order ${code}`,
    orders: 'See my orders',
  },
} as const;

/** What a changed session means for one person. */
export interface SessionChangeMail {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  session: MailedSession;
  /** Why, in the language of the mail. */
  reason: string;
  previousStartsAt: string;
  change: { kind: 'cancelled' } | { kind: 'moved'; newStartsAt: string; refundUntil: string };
  /** Their paid orders with tickets of the session; what went back of each when it was cancelled. */
  orders: readonly { code: string; amountCents: number }[];
  /** Their orders that were not paid and are cancelled. */
  unpaidCodes: readonly string[];
  /** Somebody gave them tickets of it. */
  received: boolean;
  /** One for each order of which something went back. */
  creditNotes: readonly Attachment[];
}

/** Tells one person, in one mail, that a session is cancelled or moved and what becomes of all their tickets of it. */
export function sessionChangedMail(input: SessionChangeMail): Mail {
  const { locale, session, change, unpaidCodes } = input;
  const w = words[locale];
  const name = sessionName(session);
  const date = (instant: string): string => formatStart(locale, instant, session.timezone);
  const isOff = change.kind === 'cancelled';
  const values = {
    session: name,
    date: date(input.previousStartsAt),
    ...(isOff ? {} : { newDate: date(change.newStartsAt) }),
  };
  return worded(isOff ? 'session_cancelled' : 'session_moved', locale, values, ({ opening, closing }) => {
    const mail = composeMail({
      to: input.to,
      locale,
      subject: isOff ? w.cancelledSubject(name) : w.movedSubject(name),
      blocks: [
        paragraph(greeting(locale, input.firstName)),
        ...opening,
        paragraph(w.reason(input.reason)),
        ...(input.orders.length === 0 ? [] : ofOrders(input, date)),
        ...(unpaidCodes.length === 0 ? [] : [paragraph(w.unpaid(unpaidCodes.join(', ')))]),
        ...(input.received ? [ofReceived(input, date)] : []),
        ...closing,
      ],
    });
    return input.creditNotes.length === 0 ? mail : { ...mail, attachments: input.creditNotes };
  });
}

function ofOrders({ locale, origin, change, orders }: SessionChangeMail, date: (instant: string) => string): Block[] {
  const w = words[locale];
  const [first] = orders;
  const action =
    orders.length === 1 && first !== undefined
      ? link(w.order(first.code), `${origin}/commandes/${first.code}`)
      : link(w.orders, `${origin}/commandes`);
  if (change.kind === 'moved') return [paragraph(w.keep), paragraph(w.right(date(change.refundUntil))), action];
  const amounts = orders.map(({ code, amountCents }) => w.refund(code, formatCents(locale, amountCents)));
  return [paragraph(w.refunded), list(amounts), paragraph(`${w.bank} ${w.creditNotes}`), action];
}

function ofReceived({ locale, change }: SessionChangeMail, date: (instant: string) => string): Block {
  const { received } = words[locale];
  return paragraph(change.kind === 'moved' ? received.moved(date(change.refundUntil)) : received.cancelled);
}
