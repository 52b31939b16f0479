import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';

const words = {
  fr: {
    subject: `Choisissez un nouveau mot de passe ${shopName}`,
    hello: 'Bonjour,',
    why: `Un nouveau mot de passe a été demandé pour votre compte ${shopName}. Choisissez-le ici :`,
    action: 'Choisir un nouveau mot de passe',
    until: `Ce lien sert une seule fois et reste valable ${limits.passwordResetMinutes} minutes. Il vous déconnectera de tous vos appareils.`,
    notYou: 'Vous n’avez rien demandé ? Ne faites rien : votre mot de passe ne change pas.',
  },
  en: {
    subject: `Choose a new ${shopName} password`,
    hello: 'Hello,',
    why: `A new password was asked for your ${shopName} account. Choose it here:`,
    action: 'Choose a new password',
    until: `This link works once and stays valid for ${limits.passwordResetMinutes} minutes. It will log you out on all your devices.`,
    notYou: 'You asked for nothing? Then do nothing: your password does not change.',
  },
} as const;

/** The mail with the link to a new password. The token stands behind `#`, so that it reaches no server's log. */
export function passwordResetMail(input: { to: string; locale: Locale; origin: string; token: string }): Mail {
  const w = words[input.locale];
  return composeMail({
    to: input.to,
    locale: input.locale,
    subject: w.subject,
    blocks: [
      paragraph(w.hello),
      paragraph(w.why),
      link(w.action, `${input.origin}/mot-de-passe#token=${encodeURIComponent(input.token)}`),
      paragraph(w.until),
      paragraph(w.notYou),
    ],
  });
}
