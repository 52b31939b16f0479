import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';
import { greeting } from './greeting.ts';

const words = {
  fr: {
    hello: 'Bonjour,',
    subject: `Confirmez la nouvelle adresse de votre compte ${shopName}`,
    old: (email: string) =>
      `Une nouvelle adresse a été demandée pour votre compte ${shopName} : ${email}. Le changement n’a lieu qu’une fois confirmé depuis les deux adresses, celle-ci et la nouvelle.`,
    new: `Cette adresse a été choisie pour un compte ${shopName}. Le changement n’a lieu qu’une fois confirmé depuis les deux adresses, l’ancienne et celle-ci.`,
    action: 'Confirmer ou refuser le changement',
    until: `Ce lien reste valable ${limits.emailChangeHours} heures.`,
    oldNotYou: 'Ce n’était pas vous ? Ouvrez le lien, refusez le changement, puis changez votre mot de passe.',
    newNotYou: 'Ce n’était pas vous ? Ne faites rien, ou ouvrez le lien et refusez le changement.',
    doneSubject: `L’adresse de votre compte ${shopName} a changé`,
    done: (email: string) => `L’adresse de votre compte ${shopName} est maintenant ${email}.`,
    doneNotYou: 'Si ce n’était pas vous, écrivez-nous sans attendre.',
    doneAction: 'Voir mon profil',
  },
  en: {
    hello: 'Hello,',
    subject: `Confirm the new address of your ${shopName} account`,
    old: (email: string) =>
      `A new address was asked for your ${shopName} account: ${email}. It is changed only once both addresses, this one and the new one, have confirmed it.`,
    new: `This address was chosen for an account at ${shopName}. It is changed only once both addresses, the old one and this one, have confirmed it.`,
    action: 'Confirm or refuse the change',
    until: `This link stays valid for ${limits.emailChangeHours} hours.`,
    oldNotYou: 'It was not you? Open the link, refuse the change, then change your password.',
    newNotYou: 'It was not you? Do nothing, or open the link and refuse the change.',
    doneSubject: `The address of your ${shopName} account has changed`,
    done: (email: string) => `The address of your ${shopName} account is now ${email}.`,
    doneNotYou: 'If it was not you, write to us at once.',
    doneAction: 'See my profile',
  },
} as const;

/** The mail with the link by which one side confirms a change of address, or stops it. Names nobody. */
export function emailChangeMail(input: {
  to: string;
  locale: Locale;
  origin: string;
  side: 'old' | 'new';
  newEmail: string;
  token: string;
}): Mail {
  const w = words[input.locale];
  return composeMail({
    to: input.to,
    locale: input.locale,
    subject: w.subject,
    blocks: [
      paragraph(w.hello),
      paragraph(input.side === 'old' ? w.old(input.newEmail) : w.new),
      link(w.action, `${input.origin}/adresse#token=${encodeURIComponent(input.token)}`),
      paragraph(w.until),
      paragraph(input.side === 'old' ? w.oldNotYou : w.newNotYou),
    ],
  });
}

/** Tells either address that the account has changed hands from the old one to the new one. */
export function emailChangedMail(input: {
  to: string;
  locale: Locale;
  origin: string;
  firstName: string;
  newEmail: string;
}): Mail {
  const w = words[input.locale];
  return composeMail({
    to: input.to,
    locale: input.locale,
    subject: w.doneSubject,
    blocks: [
      paragraph(greeting(input.locale, input.firstName)),
      paragraph(w.done(input.newEmail)),
      link(w.doneAction, `${input.origin}/profil`),
      paragraph(w.doneNotYou),
    ],
  });
}
