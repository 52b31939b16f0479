import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { TransferPreview } from '@og-tickets/contract/transfers.ts';
import { composeMail, link, list, type Mail, paragraph } from '../compose-mail.ts';
import { formatStart } from './format.ts';
import { greeting, presentableName } from './greeting.ts';

/** A ticket that changes hands, in the language of the mail. */
type GivenTicket = Pick<TransferPreview, 'summary' | 'category' | 'offerName' | 'places' | 'giver'>;

interface Addressed {
  to: string;
  locale: Locale;
  ticket: GivenTicket;
}

const words = {
  fr: {
    hello: 'Bonjour,',
    somebody: 'Quelqu’un',
    places: (count: number) => (count === 1 ? '1 place' : `${count} places`),
    category: 'catégorie',
    offered: {
      subject: 'Un billet pour vous',
      text: (giver: string) => `${giver} vous donne ce billet :`,
      action: 'Voir et accepter le billet',
      until: (time: string) => `Ce lien sert une seule fois, avant le ${time}. Il faut un compte pour accepter.`,
      notYou: 'Vous n’attendez pas de billet ? Ignorez ce message : rien ne change sans vous.',
    },
    given: {
      subject: 'Votre billet a été accepté',
      text: 'La personne à qui vous avez donné ce billet l’a accepté :',
      dead: 'Il est dans son compte. Son ancien code, imprimé ou sur votre téléphone, ne permet plus d’entrer.',
      action: 'Voir mes billets',
    },
    received: {
      subject: 'Votre billet est dans votre compte',
      text: (giver: string) => `${giver} vous a donné ce billet :`,
      atGate: 'À l’entrée, montrez son nouveau code : les anciens ne permettent plus d’entrer.',
      action: 'Voir mon billet',
    },
  },
  en: {
    hello: 'Hello,',
    somebody: 'Somebody',
    places: (count: number) => (count === 1 ? '1 place' : `${count} places`),
    category: 'category',
    offered: {
      subject: 'A ticket for you',
      text: (giver: string) => `${giver} gives you this ticket:`,
      action: 'See and accept the ticket',
      until: (time: string) => `This link works once, before ${time}. You need an account to accept.`,
      notYou: 'You expect no ticket? Ignore this message: nothing changes without you.',
    },
    given: {
      subject: 'Your ticket was accepted',
      text: 'The person to whom you gave this ticket has accepted it:',
      dead: 'It is in their account. Its old code, on paper or on your phone, no longer lets anybody in.',
      action: 'See my tickets',
    },
    received: {
      subject: 'Your ticket is in your account',
      text: (giver: string) => `${giver} gave you this ticket:`,
      atGate: 'At the entrance show its new code: the old ones no longer let anybody in.',
      action: 'See my ticket',
    },
  },
} as const;

/** The mail with the link of an offered ticket, to an address that the giver typed. It names the receiver nowhere. */
export function ticketOfferedMail(input: Addressed & { link: string; expiresAt: string }): Mail {
  const { to, locale, ticket } = input;
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.offered.subject,
    blocks: [
      paragraph(w.hello),
      paragraph(w.offered.text(presentableName(ticket.giver) ?? w.somebody)),
      list([describe(locale, ticket)]),
      link(w.offered.action, input.link),
      paragraph(w.offered.until(formatStart(locale, input.expiresAt, ticket.summary.timezone))),
      paragraph(w.offered.notYou),
    ],
  });
}

/** Tells the giver that the ticket has changed hands. */
export function ticketGivenMail(input: Addressed & { firstName: string; origin: string }): Mail {
  const { to, locale, ticket } = input;
  const w = words[locale].given;
  return composeMail({
    to,
    locale,
    subject: w.subject,
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.text),
      list([describe(locale, ticket)]),
      paragraph(w.dead),
      link(w.action, `${input.origin}/billets`),
    ],
  });
}

/** Tells the receiver where the ticket is. `url`: its page. */
export function ticketReceivedMail(input: Addressed & { firstName: string; url: string }): Mail {
  const { to, locale, ticket } = input;
  const { received: w, somebody } = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.subject,
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(w.text(presentableName(ticket.giver) ?? somebody)),
      list([describe(locale, ticket)]),
      link(w.action, input.url),
      paragraph(w.atGate),
    ],
  });
}

function describe(locale: Locale, { summary, category, offerName, places }: GivenTicket): string {
  const w = words[locale];
  return [
    `${offerName}, ${w.places(places)}, ${w.category} ${category}`,
    sessionName(summary),
    formatStart(locale, summary.startsAt, summary.timezone),
    `${summary.venue.name}, ${summary.venue.city}`,
  ].join(' · ');
}
