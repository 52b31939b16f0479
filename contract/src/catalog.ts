import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Day, Instant, OfferCode, Places, SessionCode, SessionSummary } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { MoneySchema } from './money.ts';
import { availabilities } from './rules/availability.ts';

export const AvailabilitySchema = Type.Enum([...availabilities]);

const sessionCardFields = {
  code: SessionCode,
  ...SessionSummary.properties,
  medal: Type.Boolean({ description: 'A medal is decided' }),
  priceFrom: Type.Union([MoneySchema, Type.Null()], {
    description: 'Lowest price of a place that can be had, of any when none can; null when not on sale',
  }),
  availability: AvailabilitySchema,
  salesOpenAt: Type.Union([Instant, Type.Null()], {
    description: 'When its sale opens or has opened; null: as soon as it is published',
  }),
};
export const SessionCard = Type.Object(sessionCardFields, closed);
export type SessionCard = Static<typeof SessionCard>;

export const Tariff = Type.Object(
  { offer: OfferCode, offerName: Type.String(), places: Places, price: MoneySchema },
  closed,
);

/** A session that the organiser cancelled or moved to another date. */
export const SessionChange = Type.Object(
  {
    kind: Type.Enum(['cancelled', 'moved']),
    reason: Type.String({ description: 'In the language of the caller' }),
    at: Instant,
    previousStartsAt: Instant,
    refundUntil: Type.Union([Instant, Type.Null()], {
      description: 'Moved: until when those who had ordered before may have their money back',
    }),
  },
  closed,
);

export type SessionChange = Static<typeof SessionChange>;

export const SessionDetail = Type.Object(
  {
    ...sessionCardFields,
    description: Type.String(),
    doorsAt: Instant,
    endsAt: Instant,
    position: Type.Union([Type.Object({ latitude: Type.Number(), longitude: Type.Number() }, closed), Type.Null()], {
      description: 'Of the venue, in degrees (WGS 84); null where nobody has said',
    }),
    limits: Type.Object({ placesPerAccount: Type.Integer() }, closed),
    cancellableUntil: Type.Union([Instant, Type.Null()], {
      description: 'Until when buyers may cancel tickets bought now; null: not at all',
    }),
    change: Type.Union([SessionChange, Type.Null()], { description: 'The latest change since tickets are sold' }),
    categories: Type.Array(
      Type.Object(
        {
          category: CategoryCode,
          remaining: Type.Integer({ description: 'Places left' }),
          availability: AvailabilitySchema,
          pricePerPlace: MoneySchema,
          accessible: Type.Boolean({ description: 'Places for wheelchairs' }),
          companion: Type.Boolean({
            description: 'Beside each accessible place, a companion has a seat; both are bought',
          }),
          tariffs: Type.Array(Tariff),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type SessionDetail = Static<typeof SessionDetail>;

const CodeCount = Type.Object({ code: Type.String(), name: Type.String(), count: Type.Integer() }, closed);

export const SessionList = Type.Object(
  {
    items: Type.Array(SessionCard),
    total: Type.Integer(),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    readAs: Type.Union([Type.String(), Type.Null()], {
      description: 'What was looked for in place of words that stand in no session; null: what was asked',
    }),
    facets: Type.Object(
      {
        sports: Type.Array(CodeCount),
        venues: Type.Array(CodeCount),
        days: Type.Array(Type.Object({ day: Day, count: Type.Integer() }, closed)),
        available: Type.Integer({ description: 'With places left' }),
        accessible: Type.Integer({ description: 'With places for wheelchairs' }),
      },
      { ...closed, description: 'How many sessions each choice would give, the other filters kept' },
    ),
  },
  closed,
);
export type SessionList = Static<typeof SessionList>;

const priceOfPlace = Type.Integer({
  minimum: 0,
  maximum: 10_000_000,
  description: 'In cents, of one place; `priceFrom` of the sessions is then of places in the range',
});

export const listSessions = defineEndpoint({
  id: 'catalog.list-sessions',
  method: 'GET',
  path: '/sessions',
  summary: 'Sessions, searched and filtered',
  access: { kind: 'anyone' },
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: limits.searchMaxCharacters })),
    sport: Type.Optional(Type.String({ maxLength: 10 })),
    venue: Type.Optional(Type.String({ maxLength: 10 })),
    from: Type.Optional(Type.Union([Day], { description: 'First day, in the venue’s zone' })),
    to: Type.Optional(Type.Union([Day], { description: 'Last day, in the venue’s zone' })),
    minPrice: Type.Optional(priceOfPlace),
    maxPrice: Type.Optional(priceOfPlace),
    category: Type.Optional(CategoryCode),
    available: Type.Optional(Type.Boolean({ description: 'Only sessions with places left' })),
    accessible: Type.Optional(Type.Boolean({ description: 'Only sessions with places for wheelchairs' })),
    sort: Type.Optional(Type.Enum(['date', 'price'])),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pageMax })),
  }),
  replies: { 200: SessionList },
});

export const readSession = defineEndpoint({
  id: 'catalog.read-session',
  method: 'GET',
  path: '/sessions/:code',
  summary: 'One session with its categories, tariffs and places left',
  access: { kind: 'anyone' },
  params: Type.Object({ code: SessionCode }),
  replies: { 200: SessionDetail },
  refusals: ['not_found'],
});

export const SessionStock = Type.Object(
  {
    availability: AvailabilitySchema,
    priceFrom: sessionCardFields.priceFrom,
    categories: Type.Array(
      Type.Object(
        { category: CategoryCode, remaining: Type.Integer({ minimum: 0 }), availability: AvailabilitySchema },
        closed,
      ),
    ),
  },
  closed,
);
/** What can be had of a session now, as the live stream says it: always the whole, never a difference. */
export type SessionStock = Static<typeof SessionStock>;

export const followAvailability = defineEndpoint({
  id: 'catalog.follow-availability',
  method: 'GET',
  path: '/sessions/:code/availability/stream',
  summary: 'What can be had of a session: at once, then at each change, at most one a second (server-sent events)',
  access: { kind: 'anyone' },
  params: Type.Object({ code: SessionCode }),
  replies: { 200: { event: 'availability', events: SessionStock } },
  refusals: ['not_found', 'rate_limited', 'overloaded'],
});

export const Offer = Type.Object(
  {
    code: OfferCode,
    name: Type.String(),
    places: Places,
    discountPercent: Type.Integer({ minimum: 0, maximum: 100 }),
    description: Type.String(),
  },
  closed,
);
export const listOffers = defineEndpoint({
  id: 'catalog.list-offers',
  method: 'GET',
  path: '/offers',
  summary: 'Offers: how many places one unit admits, and its discount',
  access: { kind: 'anyone' },
  replies: { 200: Type.Array(Offer) },
});

export const listSports = defineEndpoint({
  id: 'catalog.list-sports',
  method: 'GET',
  path: '/sports',
  summary: 'Sports with the number of sessions',
  access: { kind: 'anyone' },
  replies: {
    200: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), sessions: Type.Integer() }, closed)),
  },
});

export const listVenues = defineEndpoint({
  id: 'catalog.list-venues',
  method: 'GET',
  path: '/venues',
  summary: 'Venues with the number of sessions',
  access: { kind: 'anyone' },
  replies: {
    200: Type.Array(
      Type.Object({ code: Type.String(), name: Type.String(), city: Type.String(), sessions: Type.Integer() }, closed),
    ),
  },
});
