import type { Locale } from '@og-tickets/contract/common.ts';

/** The fixed words of a printed ticket in one language; functions fill in what differs. */
export interface TicketWords {
  languageTag: 'fr-FR' | 'en-GB';
  documentTitle(session: string, order: string): string;
  orderTitle(order: string): string;
  kind: string;
  when(day: string, time: string, offset: string): string;
  doors(time: string): string;
  holder: string;
  category: string;
  offer: string;
  places(count: number): string;
  price: string;
  free: string;
  includedVat(rate: string, amount: string): string;
  order: string;
  soldOnline: string;
  organiser: string;
  session: string;
  number: string;
  code: string;
  /** How the code is typed; `mark` stands for a space of it. */
  codeHint(mark: string): string;
  codeAlternative(code: string): string;
  lettersMissing: string;
  time(hour: string, minute: string): string;
  rules(places: number): string[];
  /** Tickets of the order that are not in its file, because their session takes no paper. */
  phoneOnly(count: number): string;
  /** The same because their codes are not given out yet. */
  later(count: number): string;
}

// In French a narrow no-break space stands before : ; ! ? and inside « »; a no-break space keeps a number with its noun.
export const ticketWords: Record<Locale, TicketWords> = {
  fr: {
    languageTag: 'fr-FR',
    documentTitle: (session, order) => `Billet ${session}, commande ${order}`,
    orderTitle: (order) => `Billets de la commande ${order}`,
    kind: 'Billet d’entrée',
    when: (day, time, offset) => `${day}, ${time} (heure locale, ${offset})`,
    doors: (time) => `Ouverture des portes\u202f: ${time}`,
    holder: 'Titulaire',
    category: 'Catégorie',
    offer: 'Offre',
    places: (count) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    price: 'Prix',
    free: 'gratuit',
    includedVat: (rate, amount) => `TVA ${rate} comprise\u202f: ${amount}`,
    order: 'Commande',
    soldOnline: 'Vendu en ligne le',
    organiser: 'Organisateur',
    session: 'Épreuve',
    number: 'Billet n°',
    code: 'Code du billet',
    codeHint: (mark) => `Si le code ne se lit pas, il peut être saisi\u202f: «\u202f${mark}\u202f» est un espace.`,
    codeAlternative: (code) => `Code du billet\u202f: ${code}`,
    lettersMissing: 'Nom complet dans votre compte\u202f: ce document n’a pas toutes ses lettres.',
    time: (hour, minute) => `${hour}\u00a0h\u00a0${minute}`,
    rules: (places) => [
      `Ce billet fait entrer ${places === 1 ? 'une personne' : `${places}\u00a0personnes`}, une seule fois, à cette épreuve et dans cette catégorie.`,
      'Ne publiez pas ce code\u202f: qui le copie peut entrer à votre place. Seul le premier passage compte.',
      'Imprimez cette page à taille réelle ou montrez-la sur votre téléphone. Une pièce d’identité peut être demandée.',
      'La revente habituelle sans l’accord de l’organisateur est interdite (code pénal, art. 313-6-2).',
    ],
    phoneOnly: (count) =>
      count === 1
        ? 'Un billet de cette commande n’est pas ici\u202f: son épreuve n’accepte que le code montré sur le téléphone.'
        : `${count}\u00a0billets de cette commande ne sont pas ici\u202f: leur épreuve n’accepte que le code montré sur le téléphone.`,
    later: (count) =>
      count === 1
        ? 'Un billet de cette commande n’est pas ici\u202f: son code sera donné plus tard.'
        : `${count}\u00a0billets de cette commande ne sont pas ici\u202f: leur code sera donné plus tard.`,
  },
  en: {
    languageTag: 'en-GB',
    documentTitle: (session, order) => `Ticket ${session}, order ${order}`,
    orderTitle: (order) => `Tickets of order ${order}`,
    kind: 'Entry ticket',
    when: (day, time, offset) => `${day}, ${time} (local time, ${offset})`,
    doors: (time) => `Doors open: ${time}`,
    holder: 'Holder',
    category: 'Category',
    offer: 'Offer',
    places: (count) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    price: 'Price',
    free: 'free',
    includedVat: (rate, amount) => `VAT ${rate} included: ${amount}`,
    order: 'Order',
    soldOnline: 'Sold online on',
    organiser: 'Organiser',
    session: 'Session',
    number: 'Ticket no.',
    code: 'Code of the ticket',
    codeHint: (mark) => `If the code cannot be read, it can be typed: “${mark}” is a space.`,
    codeAlternative: (code) => `Code of the ticket: ${code}`,
    lettersMissing: 'Full name in your account: this document lacks some of its letters.',
    time: (hour, minute) => `${hour}:${minute}`,
    rules: (places) => [
      `This ticket admits ${places === 1 ? 'one person' : `${places}\u00a0people`}, once, to this session and in this category.`,
      'Do not publish this code: whoever copies it can enter in your place. Only the first scan counts.',
      'Print this page at full size or show it on your phone. Proof of identity may be asked for.',
      'Habitual resale without the organiser’s leave is forbidden (French criminal code, art. 313-6-2).',
    ],
    phoneOnly: (count) =>
      count === 1
        ? 'One ticket of this order is not here: its session accepts only the code shown on a phone.'
        : `${count}\u00a0tickets of this order are not here: their session accepts only the code shown on a phone.`,
    later: (count) =>
      count === 1
        ? 'One ticket of this order is not here: its code will be given out later.'
        : `${count}\u00a0tickets of this order are not here: their codes will be given out later.`,
  },
};
