import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import type { Availability } from '@og-tickets/contract/rules/availability.ts';
import type { Language } from '../words/language.ts';
import { foundWords } from '../words/found.ts';

const IN_STOCK: Partial<Record<Availability, string>> = {
  available: 'https://schema.org/InStock',
  few: 'https://schema.org/LimitedAvailability',
  held: 'https://schema.org/LimitedAvailability',
  sold_out: 'https://schema.org/SoldOut',
};

interface EventInput {
  session: SessionDetail;
  url: string;
  organizer: string;
  language: Language;
}

/** A session in the words of schema.org (https://schema.org/Event). */
export function eventData({ session, url, organizer, language }: EventInput): object {
  const { venue, position, change } = session;
  return {
    '@context': 'https://schema.org',
    '@type': ['Event', 'SportsEvent'],
    name: session.title,
    url,
    sport: session.sportName,
    ...(session.description ? { description: session.description } : {}),
    startDate: session.startsAt,
    doorTime: session.doorsAt,
    endDate: session.endsAt,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...statusOf(session.availability === 'cancelled', change),
    location: {
      '@type': 'Place',
      name: venue.name,
      address: { '@type': 'PostalAddress', addressLocality: venue.city },
      ...(position ? { geo: { '@type': 'GeoCoordinates', ...position } } : {}),
    },
    organizer: { '@type': 'Organization', name: organizer },
    inLanguage: language,
    offers: session.categories.map((category) => offerOf(category, url, language)),
  };
}

function statusOf(cancelled: boolean, change: SessionDetail['change']): object {
  if (cancelled) return { eventStatus: 'https://schema.org/EventCancelled' };
  if (change?.kind !== 'moved') return { eventStatus: 'https://schema.org/EventScheduled' };
  return { eventStatus: 'https://schema.org/EventRescheduled', previousStartDate: change.previousStartsAt };
}

function offerOf(category: SessionDetail['categories'][number], url: string, language: Language): object {
  const { cents, currency } = category.pricePerPlace;
  const availability = IN_STOCK[category.availability];
  return {
    '@type': 'Offer',
    name: foundWords[language].places(category.category),
    price: (cents / 100).toFixed(2),
    priceCurrency: currency,
    url,
    ...(availability ? { availability } : {}),
  };
}
