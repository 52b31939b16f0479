import type { SessionFields } from '@og-tickets/contract/catalog-admin.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { FieldFault } from '../../../platform/http/refusal.ts';

/** What a session can name. */
export interface KnownCodes {
  sports: ReadonlySet<string>;
  venues: ReadonlySet<string>;
  offers: ReadonlySet<string>;
  timezones: ReadonlySet<string>;
}

const words = {
  endsBeforeStart: { fr: 'La fin doit suivre le début.', en: 'The end must come after the start.' },
  doorsAfterStart: { fr: 'Les portes ouvrent au plus tard au début.', en: 'Doors open at the start at the latest.' },
  windowTurned: { fr: 'La fermeture doit suivre l’ouverture.', en: 'Sales must close after they open.' },
  unknownSport: { fr: 'Ce sport n’existe pas. Créez-le d’abord.', en: 'There is no such sport. Create it first.' },
  unknownVenue: { fr: 'Ce lieu n’existe pas. Créez-le d’abord.', en: 'There is no such venue. Create it first.' },
  unknownOffer: { fr: 'Cette offre n’existe pas.', en: 'There is no such offer.' },
  unknownZone: { fr: 'Ce fuseau horaire n’existe pas.', en: 'There is no such time zone.' },
  twice: { fr: 'Ce code est là deux fois.', en: 'This code stands twice.' },
  companion: {
    fr: 'Seules des places accessibles ont une place d’accompagnateur.',
    en: 'Only accessible places have a companion’s seat.',
  },
} as const;

/** What keeps a session from being stored, with the field to mend. */
export function faultsOf(fields: SessionFields, known: KnownCodes, at: string, locale: Locale): FieldFault[] {
  const faults: FieldFault[] = [];
  const check = (fine: boolean, field: string, word: keyof typeof words): void => {
    if (!fine) faults.push({ field: `${at}.${field}`, message: words[word][locale] });
  };
  const ms = (value: string): number => new Date(value).getTime();
  check(ms(fields.endsAt) > ms(fields.startsAt), 'endsAt', 'endsBeforeStart');
  check(ms(fields.doorsAt) <= ms(fields.startsAt), 'doorsAt', 'doorsAfterStart');
  const { salesOpenAt, salesCloseAt } = fields;
  const turned = salesOpenAt !== null && salesCloseAt !== null && ms(salesCloseAt) <= ms(salesOpenAt);
  check(!turned, 'salesCloseAt', 'windowTurned');
  check(known.sports.has(fields.sport), 'sport', 'unknownSport');
  check(known.venues.has(fields.venue), 'venue', 'unknownVenue');
  check(known.timezones.has(fields.timezone), 'timezone', 'unknownZone');
  const codes = fields.categories.map(({ category }) => category);
  for (const [index, { audience, companion, tariffs, category }] of fields.categories.entries()) {
    check(codes.indexOf(category) === index, `categories.${index}.category`, 'twice');
    check(!companion || audience === 'wheelchair', `categories.${index}.companion`, 'companion');
    const offers = tariffs.map(({ offer }) => offer);
    check(
      offers.every((offer) => known.offers.has(offer)),
      `categories.${index}.tariffs`,
      'unknownOffer',
    );
    check(new Set(offers).size === offers.length, `categories.${index}.tariffs`, 'twice');
  }
  return faults;
}
