import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Instant, OfferCode, Places, SessionCode } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

const Cents = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const InBoth = (maxLength: number) => Type.Object({ fr: Line(maxLength), en: Line(maxLength) }, closed);
const Text = Type.String({ maxLength: limits.descriptionMaxCharacters });
const TextInBoth = Type.Object({ fr: Text, en: Text }, closed);
const OrNone = <S extends Parameters<typeof Type.Optional>[0]>(schema: S) => Type.Union([schema, Type.Null()]);
const Version = Type.Integer({ minimum: 1 });
/** Code of a sport or a venue. */
const ShortCode = Type.String({ pattern: '^[A-Z0-9]{2,10}$' });

export const sessionStatuses = ['draft', 'published', 'withdrawn', 'cancelled'] as const;
const Status = Type.Enum([...sessionStatuses]);

/** A tariff set by hand, instead of the one worked out from the price of a place; null: not sold in this category. */
const OwnTariff = Type.Object({ offer: OfferCode, priceCents: OrNone(Cents) }, closed);

const CategoryTerms = Type.Object(
  {
    category: CategoryCode,
    audience: Type.Enum(['standard', 'wheelchair']),
    companion: Type.Boolean({
      description: 'Accessible places beside each of which a companion has a seat; both count',
    }),
    pricePerPlaceCents: Cents,
    capacity: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Places on sale' }),
    tariffs: Type.Array(OwnTariff, { maxItems: 50 }),
  },
  closed,
);
export type CategoryTerms = Static<typeof CategoryTerms>;

/** What is edited of a session. */
const sessionFields = {
  sport: ShortCode,
  venue: ShortCode,
  title: InBoth(limits.titleMaxCharacters),
  description: TextInBoth,
  startsAt: Instant,
  endsAt: Instant,
  doorsAt: Instant,
  timezone: Type.String({ minLength: 1, maxLength: 60 }),
  medal: Type.Boolean(),
  venuePlaces: OrNone(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  placesPerAccount: Type.Integer({ minimum: 1, maximum: 1_000 }),
  vatBasisPoints: Type.Integer({ minimum: 0, maximum: 10_000 }),
  salesOpenAt: OrNone(Instant),
  salesCloseAt: OrNone(Instant),
  cancellableUntil: OrNone(Instant),
  codesReleasedAt: OrNone(Instant),
  allowedKinds: Type.Integer({ minimum: 1, maximum: 3, description: 'Sum of 1: paper, 2: rotating codes' }),
  categories: Type.Array(CategoryTerms, { maxItems: limits.categoriesPerSession }),
} as const;
const SessionFields = Type.Object(sessionFields, closed);
export type SessionFields = Static<typeof SessionFields>;

const Taken = { sold: Type.Integer(), held: Type.Integer() };

export const AdminSession = Type.Object(
  {
    code: SessionCode,
    version: Version,
    status: Status,
    ...sessionFields,
    categories: Type.Array(Type.Object({ ...CategoryTerms.properties, ...Taken }, closed)),
    lastEdit: OrNone(
      Type.Object({ at: Instant, by: OrNone(Type.String()) }, { ...closed, description: 'In the back office' }),
    ),
  },
  closed,
);
export type AdminSession = Static<typeof AdminSession>;

export const AdminSessionRow = Type.Object(
  {
    code: SessionCode,
    title: Type.String(),
    sport: ShortCode,
    sportName: Type.String(),
    venue: ShortCode,
    venueName: Type.String(),
    startsAt: Instant,
    timezone: Type.String(),
    status: Status,
    onSale: Type.Boolean(),
    capacity: Type.Integer(),
    ...Taken,
  },
  closed,
);
export type AdminSessionRow = Static<typeof AdminSessionRow>;

export const listAdminSessions = defineEndpoint({
  id: 'catalog-admin.list-sessions',
  method: 'GET',
  path: '/admin/sessions',
  summary: 'Every session, drafts and withdrawn ones too, by start',
  access: admin,
  query: Type.Object(
    {
      q: Type.Optional(Type.String({ maxLength: limits.searchMaxCharacters })),
      sport: Type.Optional(ShortCode),
      venue: Type.Optional(ShortCode),
      status: Type.Optional(Status),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pageMax })),
    },
    closed,
  ),
  replies: {
    200: Type.Object({ items: Type.Array(AdminSessionRow), nextCursor: OrNone(Type.String()) }, closed),
  },
});

const byCode = Type.Object({ code: SessionCode });
const one = { access: admin, params: byCode } as const;

export const readAdminSession = defineEndpoint({
  id: 'catalog-admin.read-session',
  method: 'GET',
  path: '/admin/sessions/:code',
  summary: 'A session with all that is edited of it',
  ...one,
  replies: { 200: AdminSession },
  refusals: ['not_found'],
});

export const createSession = defineEndpoint({
  id: 'catalog-admin.create-session',
  method: 'POST',
  path: '/admin/sessions',
  summary: 'Creates a session as a draft',
  access: admin,
  body: Type.Object({ code: SessionCode, ...sessionFields }, closed),
  replies: { 201: AdminSession },
  refusals: ['code_taken'],
});

export const duplicateSession = defineEndpoint({
  id: 'catalog-admin.duplicate-session',
  method: 'POST',
  path: '/admin/sessions/:code/duplicate',
  summary: 'Creates a draft like a session, at another time; its deadlines move along',
  ...one,
  body: Type.Object({ code: SessionCode, startsAt: Instant }, closed),
  replies: { 201: AdminSession },
  refusals: ['not_found', 'code_taken'],
});

export const editSession = defineEndpoint({
  id: 'catalog-admin.edit-session',
  method: 'PATCH',
  path: '/admin/sessions/:code',
  summary: 'Changes some of a session; refused when somebody else has changed it since it was read',
  ...one,
  body: Type.Object(
    { version: Version, changes: Type.Partial(SessionFields, { ...closed, minProperties: 1 }) },
    closed,
  ),
  replies: { 200: AdminSession },
  refusals: [
    'not_found',
    'session_changed_elsewhere',
    'capacity_below_taken',
    'session_has_buyers',
    'session_cancelled',
  ],
});

const statusChange = {
  method: 'POST',
  ...one,
  body: Type.Object({ version: Version }, closed),
  replies: { 200: AdminSession },
  refusals: ['not_found', 'session_changed_elsewhere', 'session_cancelled'],
} as const;

export const publishSession = defineEndpoint({
  id: 'catalog-admin.publish-session',
  path: '/admin/sessions/:code/publish',
  summary: 'Shows a draft or a withdrawn session in the shop',
  ...statusChange,
});

export const withdrawSession = defineEndpoint({
  id: 'catalog-admin.withdraw-session',
  path: '/admin/sessions/:code/withdraw',
  summary: 'Takes a session out of the shop; tickets sold stay good',
  ...statusChange,
});

export const deleteSession = defineEndpoint({
  id: 'catalog-admin.delete-session',
  method: 'DELETE',
  path: '/admin/sessions/:code',
  summary: 'Deletes a session of which nothing was ever sold or held',
  ...one,
  replies: { 204: null },
  refusals: ['not_found', 'session_in_use'],
});

const offerFields = {
  name: InBoth(60),
  description: TextInBoth,
  places: Places,
  discountPercent: Type.Integer({ minimum: 0, maximum: 100 }),
  position: Type.Integer({ minimum: 0, maximum: 1_000 }),
} as const;

export const AdminOffer = Type.Object(
  {
    code: OfferCode,
    version: Version,
    ...offerFields,
    inCarts: Type.Integer({ description: 'Units in carts' }),
    sold: Type.Integer({ description: 'Units of paid orders' }),
    revenueCents: Type.Integer({ description: 'Of paid orders, before refunds' }),
    used: Type.Boolean({
      description: 'Ever ordered, in a cart or with a tariff of its own: it can no longer be deleted',
    }),
  },
  closed,
);
export type AdminOffer = Static<typeof AdminOffer>;
const OfferFields = Type.Object(offerFields, closed);
export type OfferFields = Static<typeof OfferFields>;

export const listAdminOffers = defineEndpoint({
  id: 'catalog-admin.list-offers',
  method: 'GET',
  path: '/admin/offers',
  summary: 'Offers with what was sold of each',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(AdminOffer) }, closed) },
});

export const createOffer = defineEndpoint({
  id: 'catalog-admin.create-offer',
  method: 'POST',
  path: '/admin/offers',
  summary: 'Adds an offer; every category sells it at once',
  access: admin,
  body: Type.Object({ code: OfferCode, ...offerFields }, closed),
  replies: { 201: AdminOffer },
  refusals: ['code_taken'],
});

const ofOffer = { access: admin, params: Type.Object({ code: OfferCode }) } as const;

export const editOffer = defineEndpoint({
  id: 'catalog-admin.edit-offer',
  method: 'PATCH',
  path: '/admin/offers/:code',
  summary: 'Changes an offer; how many places it admits only while nobody has ordered it',
  ...ofOffer,
  body: Type.Object({ version: Version, changes: Type.Partial(OfferFields, { ...closed, minProperties: 1 }) }, closed),
  replies: { 200: AdminOffer },
  refusals: ['not_found', 'catalogue_changed_elsewhere', 'offer_in_use'],
});

export const deleteOffer = defineEndpoint({
  id: 'catalog-admin.delete-offer',
  method: 'DELETE',
  path: '/admin/offers/:code',
  summary: 'Deletes an offer that was never used',
  ...ofOffer,
  replies: { 204: null },
  refusals: ['not_found', 'offer_in_use'],
});
