import type { Locale } from '@og-tickets/contract/common.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';

const words = {
  fr: {
    subject: `Vous avez déjà un compte ${shopName}`,
    hello: 'Bonjour,',
    what: `Quelqu’un, peut-être vous, vient de s’inscrire sur ${shopName} avec cette adresse. Elle a déjà un compte : rien n’a changé.`,
    you: 'Si c’était vous, connectez-vous avec votre mot de passe :',
    action: 'Me connecter',
    notYou: 'Sinon, vous n’avez rien à faire.',
  },
  en: {
    subject: `You already have an account at ${shopName}`,
    hello: 'Hello,',
    what: `Somebody, perhaps you, has just registered at ${shopName} with this address. It already has an account: nothing has changed.`,
    you: 'If it was you, log in with your password:',
    action: 'Log in',
    notYou: 'If not, there is nothing to do.',
  },
} as const;

/** Tells the owner of an account that somebody tried to register with their address. Names nobody. */
export function alreadyRegisteredMail(input: { to: string; locale: Locale; origin: string }): Mail {
  const w = words[input.locale];
  return composeMail({
    to: input.to,
    locale: input.locale,
    subject: w.subject,
    blocks: [
      paragraph(w.hello),
      paragraph(w.what),
      paragraph(w.you),
      link(w.action, `${input.origin}/connexion`),
      paragraph(w.notYou),
    ],
  });
}
