import type { Locale } from '@og-tickets/contract/common.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { greeting } from './greeting.ts';

/** What can change about the second factors of an account; `passkey_copied`: one counted its uses backwards. */
export type FactorChange =
  | 'totp_added'
  | 'totp_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_copied'
  | 'recovery_renewed'
  | 'recovery_used'
  | 'factors_reset';

type Words = {
  subject: string;
  what: Record<FactorChange, (left: number) => string>;
  you: string;
  notYou: string;
  action: string;
};

const words: Record<Locale, Words> = {
  fr: {
    subject: 'La double authentification de votre compte a changé',
    what: {
      totp_added: () => 'Une application d’authentification vient d’être ajoutée à votre compte.',
      totp_removed: () => 'L’application d’authentification de votre compte vient d’être retirée.',
      passkey_added: () => 'Une clé d’accès vient d’être ajoutée à votre compte.',
      passkey_removed: () => 'Une clé d’accès de votre compte vient d’être retirée.',
      passkey_copied: () =>
        'Une clé d’accès de votre compte a été refusée : elle a peut-être été copiée. Retirez-la et ajoutez-en une nouvelle.',
      recovery_renewed: () => 'Vos codes de secours viennent d’être remplacés : les anciens ne servent plus.',
      recovery_used: (left) => `Un code de secours vient de servir sur votre compte. Codes restants : ${left}.`,
      factors_reset: () =>
        'À la demande faite à notre équipe, la double authentification de votre compte a été retirée et vos connexions ont été fermées.',
    },
    you: 'Si c’était vous, il n’y a rien à faire.',
    notYou: 'Sinon, changez votre mot de passe sans attendre, puis vérifiez vos moyens de connexion :',
    action: 'Ouvrir Sécurité',
  },
  en: {
    subject: 'The second factor of your account has changed',
    what: {
      totp_added: () => 'An authentication app was just added to your account.',
      totp_removed: () => 'The authentication app of your account was just removed.',
      passkey_added: () => 'A passkey was just added to your account.',
      passkey_removed: () => 'A passkey of your account was just removed.',
      passkey_copied: () =>
        'A passkey of your account was refused: it may have been copied. Remove it and add a new one.',
      recovery_renewed: () => 'Your recovery codes were just replaced: the older ones no longer work.',
      recovery_used: (left) => `A recovery code was just used on your account. Codes left: ${left}.`,
      factors_reset: () =>
        'As our team was asked, the second factor of your account was removed and your logins were ended.',
    },
    you: 'If it was you, there is nothing to do.',
    notYou: 'If not, change your password at once, then check how your account is opened:',
    action: 'Open Security',
  },
};

/** Tells the owner of an account what has changed about its second factors; `left`: recovery codes that are left. */
export function factorChangedMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  change: FactorChange;
  left: number;
}): Mail {
  const { to, locale, firstName, origin, change, left } = input;
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.subject,
    blocks: [
      paragraph(greeting(locale, firstName)),
      paragraph(w.what[change](left)),
      paragraph(w.you),
      paragraph(w.notYou),
      link(w.action, `${origin}/securite`),
    ],
  });
}
