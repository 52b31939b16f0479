import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';
import { greeting } from './greeting.ts';

/** What somebody who works for the shop may do. */
export type StaffRole = 'controller' | 'admin';

const words = {
  fr: {
    subject: `Invitation à travailler avec ${shopName}`,
    roles: {
      controller: 'contrôler les billets aux portes',
      admin: 'administrer la billetterie',
    },
    invited: (task: string) =>
      `Vous êtes invité à ${task} pour ${shopName}. Choisissez un mot de passe pour accepter, puis ajoutez une double authentification : une clé d’accès ou une application.`,
    accept: 'Accepter l’invitation',
    until: `Ce lien sert une seule fois et reste valable ${limits.staffInvitationDays} jours. Ne le transmettez à personne.`,
    notYou: 'Vous n’attendiez pas d’invitation ? N’ouvrez pas ce lien, rien ne se passera.',
    roleSubject: `Votre rôle chez ${shopName}`,
    given: (task: string) =>
      `Avec votre compte ${shopName}, vous pouvez maintenant ${task}. À la prochaine connexion, ajoutez une double authentification si vous n’en avez pas.`,
    logIn: 'Se connecter',
  },
  en: {
    subject: `Invitation to work with ${shopName}`,
    roles: {
      controller: 'check tickets at the gates',
      admin: 'run the ticket sale',
    },
    invited: (task: string) =>
      `You are invited to ${task} for ${shopName}. Choose a password to accept, then add a second factor: a passkey or an app.`,
    accept: 'Accept the invitation',
    until: `This link works once and stays valid for ${limits.staffInvitationDays} days. Give it to nobody.`,
    notYou: 'You did not expect an invitation? Do not open this link, and nothing will happen.',
    roleSubject: `Your role at ${shopName}`,
    given: (task: string) =>
      `With your account at ${shopName} you can now ${task}. At your next login, add a second factor if you have none.`,
    logIn: 'Log in',
  },
} as const;

interface StaffMail {
  to: string;
  locale: Locale;
  firstName: string;
  role: StaffRole;
  origin: string;
}

/** The mail with the link of an invitation. The token stands behind `#`, so that it reaches no server's log. */
export function staffInvitationMail({
  to,
  locale,
  firstName,
  role,
  origin,
  token,
}: StaffMail & { token: string }): Mail {
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.subject,
    blocks: [
      paragraph(greeting(locale, firstName)),
      paragraph(w.invited(w.roles[role])),
      link(w.accept, `${origin}/invitation#token=${encodeURIComponent(token)}`),
      paragraph(w.until),
      paragraph(w.notYou),
    ],
  });
}

/** Tells somebody with an account that they work for the shop by now. */
export function staffRoleMail({ to, locale, firstName, role, origin }: StaffMail): Mail {
  const w = words[locale];
  return composeMail({
    to,
    locale,
    subject: w.roleSubject,
    blocks: [
      paragraph(greeting(locale, firstName)),
      paragraph(w.given(w.roles[role])),
      link(w.logIn, `${origin}/${role === 'admin' ? 'admin' : 'controle'}`),
    ],
  });
}
