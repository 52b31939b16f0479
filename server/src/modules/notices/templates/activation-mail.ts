import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';
import { worded } from '../worded-mail.ts';

const words = {
  fr: {
    subject: `Activez votre compte ${shopName}`,
    hello: 'Bonjour,',
    action: 'Activer mon compte',
    until: `Ce lien sert une seule fois et reste valable ${limits.activationHours} heures.`,
    notYou:
      'Vous ne vous êtes pas inscrit à l’instant ? N’ouvrez pas ce lien : sans lui, personne ne peut se servir de ce compte.',
  },
  en: {
    subject: `Activate your ${shopName} account`,
    hello: 'Hello,',
    action: 'Activate my account',
    until: `This link works once and stays valid for ${limits.activationHours} hours.`,
    notYou: 'You did not register just now? Do not open this link: without it nobody can use this account.',
  },
} as const;

/**
 * The mail with the activation link. It names nobody: who typed the name is not known to own the address yet. The token
 * stands behind `#`, which browsers keep to themselves, so that it reaches no server's log.
 */
export function activationMail(input: { to: string; locale: Locale; origin: string; token: string }): Mail {
  const w = words[input.locale];
  return worded('activation', input.locale, {}, ({ opening, closing }) =>
    composeMail({
      to: input.to,
      locale: input.locale,
      subject: w.subject,
      blocks: [
        paragraph(w.hello),
        ...opening,
        link(w.action, `${input.origin}/activation#token=${encodeURIComponent(input.token)}`),
        paragraph(w.until),
        paragraph(w.notYou),
        ...closing,
      ],
    }),
  );
}
