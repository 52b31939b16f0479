import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';
import { formatStart } from './format.ts';
import { greeting } from './greeting.ts';

const words = {
  fr: {
    closedSubject: `Votre compte ${shopName} est fermé`,
    closed: (at: string) =>
      `Vous avez demandé la suppression de votre compte ${shopName}. Il est fermé, et sera effacé le ${at} (heure de Paris). Les factures restent dix ans, comme la loi le demande.`,
    undo: 'Garder mon compte',
    notYou: 'Ce n’était pas vous ? Rouvrez le compte par ce lien, puis changez votre mot de passe.',
    unusedSubject: `Votre compte ${shopName} va être effacé`,
    unused: `Personne ne s’est connecté à votre compte ${shopName} depuis deux ans. Sans connexion d’ici ${limits.unusedAccountWarningDays} jours, nous l’effacerons.`,
    keep: 'Me connecter pour le garder',
  },
  en: {
    closedSubject: `Your ${shopName} account is closed`,
    closed: (at: string) =>
      `You asked to have your ${shopName} account deleted. It is closed, and will be erased on ${at} (Paris time). Invoices stay for ten years, as the law asks.`,
    undo: 'Keep my account',
    notYou: 'It was not you? Open the account again by this link, then change your password.',
    unusedSubject: `Your ${shopName} account will be erased`,
    unused: `Nobody has logged in to your ${shopName} account for two years. Unless you log in within ${limits.unusedAccountWarningDays} days, we will erase it.`,
    keep: 'Log in to keep it',
  },
} as const;

interface Addressed {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
}

/** The mail with the link by which the owner of a closed account opens it again. */
export function accountClosedMail(input: Addressed & { token: string; eraseAfter: Date }): Mail {
  const { to, locale, firstName, origin, token, eraseAfter } = input;
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.closedSubject,
    blocks: [
      paragraph(greeting(locale, firstName)),
      paragraph(w.closed(formatStart(locale, eraseAfter.toISOString(), 'Europe/Paris'))),
      link(w.undo, `${origin}/garder-mon-compte#token=${encodeURIComponent(token)}`),
      paragraph(w.notYou),
    ],
  });
}

/** Warns the owner of an account that nobody uses. */
export function unusedAccountMail({ to, locale, firstName, origin }: Addressed): Mail {
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.unusedSubject,
    blocks: [paragraph(greeting(locale, firstName)), paragraph(w.unused), link(w.keep, `${origin}/connexion`)],
  });
}
