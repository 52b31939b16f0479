import type { Locale } from '@og-tickets/contract/common.ts';
import { composeMail, link, type Mail, paragraph } from '../compose-mail.ts';
import { shopName } from '../shop-name.ts';
import { formatStart } from './format.ts';
import { greeting } from './greeting.ts';

/** What an owner is told about the safety of their account. */
export type NoticeKind = 'new-login' | 'token-reuse' | 'password-changed' | 'password-reset';

/** A browser, as far as it says what it is, and when it logged in. */
export interface NoticedDevice {
  browser: string | null;
  system: string | null;
  at: Date;
}

const words = {
  fr: {
    notices: {
      'new-login': {
        subject: `Nouvelle connexion à votre compte ${shopName}`,
        what: `Une connexion à votre compte ${shopName} vient d’un appareil que nous ne connaissions pas.`,
      },
      'token-reuse': {
        subject: `Une connexion à votre compte ${shopName} a été fermée`,
        what: `Nous avons fermé une connexion à votre compte ${shopName} : sa clé a servi deux fois, comme si quelqu’un l’avait copiée. Reconnectez-vous pour continuer.`,
      },
      'password-changed': {
        subject: `Votre mot de passe ${shopName} a changé`,
        what: `Le mot de passe de votre compte ${shopName} vient d’être changé. Vos autres appareils ont été déconnectés.`,
      },
      'password-reset': {
        subject: `Votre mot de passe ${shopName} a changé`,
        what: `Un nouveau mot de passe vient d’être choisi pour votre compte ${shopName}. Tous vos appareils ont été déconnectés.`,
      },
    },
    device: (name: string, at: string) => `Appareil : ${name}, le ${at} (heure de Paris).`,
    unknown: 'inconnu',
    on: (browser: string, system: string) => `${browser} sur ${system}`,
    see: 'Voir mes connexions',
    notYou: 'Ce n’était pas vous ? Choisissez tout de suite un nouveau mot de passe :',
    reset: 'Choisir un nouveau mot de passe',
  },
  en: {
    notices: {
      'new-login': {
        subject: `New login to your ${shopName} account`,
        what: `Somebody logged in to your ${shopName} account on a device that we did not know.`,
      },
      'token-reuse': {
        subject: `A login to your ${shopName} account was ended`,
        what: `We have ended a login to your ${shopName} account: its key was used twice, as if somebody had copied it. Log in again to go on.`,
      },
      'password-changed': {
        subject: `Your ${shopName} password has changed`,
        what: `The password of your ${shopName} account has just been changed. Your other devices were logged out.`,
      },
      'password-reset': {
        subject: `Your ${shopName} password has changed`,
        what: `A new password has just been chosen for your ${shopName} account. All your devices were logged out.`,
      },
    },
    device: (name: string, at: string) => `Device: ${name}, on ${at} (Paris time).`,
    unknown: 'unknown',
    on: (browser: string, system: string) => `${browser} on ${system}`,
    see: 'See my logins',
    notYou: 'It was not you? Choose a new password at once:',
    reset: 'Choose a new password',
  },
} as const;

/** Tells an owner what has happened to their account, and what to do when it was not them. */
export function accountNoticeMail(input: {
  to: string;
  locale: Locale;
  firstName: string;
  origin: string;
  notice: NoticeKind;
  device?: NoticedDevice;
}): Mail {
  const { locale, device, origin } = input;
  const w = words[locale];
  const { subject, what } = w.notices[input.notice];
  return composeMail({
    to: input.to,
    locale,
    subject,
    blocks: [
      paragraph(greeting(locale, input.firstName)),
      paragraph(what),
      ...(device === undefined ? [] : [paragraph(deviceLine(locale, device))]),
      link(w.see, `${origin}/connexions`),
      paragraph(w.notYou),
      link(w.reset, `${origin}/mot-de-passe-oublie`),
    ],
  });
}

function deviceLine(locale: Locale, { browser, system, at }: NoticedDevice): string {
  const w = words[locale];
  const name = browser !== null && system !== null ? w.on(browser, system) : (browser ?? system ?? w.unknown);
  return w.device(name, formatStart(locale, at.toISOString(), 'Europe/Paris'));
}
