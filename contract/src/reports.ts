import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Day, Instant, SessionCode } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { GateCode } from './gate-devices.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

/** The zone of the shop: a day of a report begins and ends at midnight there. The database has the same (reports.grained). */
export const shopTimeZone = 'Europe/Paris';

/** How sales are looked at. A channel is who took the money; `none` for what cost nothing. */
export const salesDimensions = ['offer', 'sport', 'session', 'venue', 'category', 'day', 'channel'] as const;
export type SalesDimension = (typeof salesDimensions)[number];

const Cents = (description: string) => Type.Integer({ description: `${description}, in cents` });
const sums = {
  soldTickets: Type.Integer(),
  soldPlaces: Type.Integer(),
  soldCents: Cents('Sold, VAT contained'),
  returnedTickets: Type.Integer(),
  returnedPlaces: Type.Integer(),
  returnedCents: Cents('Taken back, VAT contained'),
  netCents: Cents('Sold less taken back'),
  netVatCents: Cents('The VAT in it'),
};
const Sums = Type.Object(sums, closed);
export type SalesSums = Static<typeof Sums>;

/** Days of the shop's zone, both included. */
const period = { from: Day, to: Day };
const Period = Type.Object(period, closed);
const said = { ...period, timezone: Type.String({ description: 'IANA zone whose days these are' }), at: Instant };

export const SalesRow = Type.Object({ key: Type.String(), name: Type.String(), ...sums }, closed);
export type SalesRow = Static<typeof SalesRow>;
export const SalesReport = Type.Object(
  {
    by: Type.Enum([...salesDimensions]),
    ...said,
    totals: Sums,
    items: Type.Array(SalesRow),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
export type SalesReport = Static<typeof SalesReport>;

export const readSales = defineEndpoint({
  id: 'reports.sales',
  method: 'GET',
  path: '/admin/reports/sales',
  summary: 'What was sold and taken back between two days, by one dimension: the most first, days in their order',
  access: admin,
  query: Type.Object(
    {
      by: Type.Enum([...salesDimensions]),
      ...period,
      cursor: Type.Optional(Type.String({ maxLength: 12 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    },
    closed,
  ),
  replies: { 200: SalesReport },
});

/** A day of the books. */
export const TakingsDay = Type.Object(
  {
    day: Day,
    capturedCents: Cents('Came in at the providers'),
    refundedCents: Cents('Went back'),
    soldCents: Cents('Sold, VAT contained'),
    returnedCents: Cents('Taken back, VAT contained'),
    vat: Type.Array(
      Type.Object(
        { basisPoints: Type.Integer(), netCents: Cents('Sold less taken back'), vatCents: Cents('The VAT in it') },
        closed,
      ),
    ),
    atProvidersCents: Cents('At the end of the day, with the providers'),
    owedToBuyersCents: Cents('At the end of the day, paid for and neither delivered nor paid back'),
    closed: Type.Boolean({ description: 'The day is over: nothing is booked in it any more' }),
  },
  closed,
);
export type TakingsDay = Static<typeof TakingsDay>;
export const TakingsReport = Type.Object({ ...said, items: Type.Array(TakingsDay) }, closed);
export type TakingsReport = Static<typeof TakingsReport>;

export const readTakings = defineEndpoint({
  id: 'reports.takings',
  method: 'GET',
  path: '/admin/reports/takings',
  summary: 'Money and VAT of each day with its closing; days without any are left out; at most 400 days',
  access: admin,
  query: Period,
  replies: { 200: TakingsReport },
});

export const refundReasons = ['buyer', 'admin', 'organiser'] as const;
export const RefundsReport = Type.Object(
  {
    ...said,
    reasons: Type.Array(
      Type.Object(
        { reason: Type.Enum([...refundReasons]), tickets: Type.Integer(), cents: Cents('Taken back, VAT contained') },
        closed,
      ),
    ),
    paidBack: Type.Object({ refunds: Type.Integer(), cents: Cents('Paid back') }, closed),
    waiting: Type.Object({ refunds: Type.Integer(), cents: Cents('On its way now, whatever the days') }, closed),
    failed: Type.Object(
      { refunds: Type.Integer(), cents: Cents('Refused by the provider, whatever the days') },
      closed,
    ),
  },
  closed,
);
export type RefundsReport = Static<typeof RefundsReport>;

export const readRefunds = defineEndpoint({
  id: 'reports.refunds',
  method: 'GET',
  path: '/admin/reports/refunds',
  summary: 'Tickets taken back by who did, and what of the money is back',
  access: admin,
  query: Period,
  replies: { 200: RefundsReport },
});

const OfSession = Type.Object({ session: SessionCode }, closed);

export const EntriesReport = Type.Object(
  {
    session: SessionCode,
    title: Type.String(),
    timezone: Type.String({ description: 'IANA zone of the venue' }),
    at: Instant,
    entered: Type.Integer({ description: 'Places' }),
    expected: Type.Integer({ description: 'Places of the tickets that let somebody in' }),
    gates: Type.Array(
      Type.Object(
        {
          gate: GateCode,
          entered: Type.Integer(),
          left: Type.Integer(),
          refusedScans: Type.Integer(),
          offlineScans: Type.Integer(),
          firstAt: Instant,
          lastAt: Instant,
        },
        closed,
      ),
    ),
  },
  closed,
);
export type EntriesReport = Static<typeof EntriesReport>;

export const readEntries = defineEndpoint({
  id: 'reports.entries',
  method: 'GET',
  path: '/admin/reports/entries',
  summary: 'Who came in to a session, gate by gate',
  access: admin,
  query: OfSession,
  replies: { 200: EntriesReport },
  refusals: ['not_found'],
});

export const PlacesReport = Type.Object(
  {
    session: SessionCode,
    title: Type.String(),
    at: Instant,
    onSale: Type.Boolean(),
    categories: Type.Array(
      Type.Object(
        {
          category: CategoryCode,
          capacity: Type.Integer(),
          sold: Type.Integer(),
          held: Type.Integer({ description: 'In carts, or ordered and not yet paid' }),
          blocked: Type.Integer({ description: 'Free, but the session is not on sale' }),
          free: Type.Integer(),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type PlacesReport = Static<typeof PlacesReport>;

export const readPlaces = defineEndpoint({
  id: 'reports.places',
  method: 'GET',
  path: '/admin/reports/places',
  summary: 'Where the places of a session are: sold, held, blocked or free; together they are the capacity',
  access: admin,
  query: OfSession,
  replies: { 200: PlacesReport },
  refusals: ['not_found'],
});

/** A figure of today until now, and of the day and the week before until the same time of day. */
const Compared = Type.Object({ today: Type.Integer(), yesterday: Type.Integer(), weekBefore: Type.Integer() }, closed);
export type Compared = Static<typeof Compared>;

export const Dashboard = Type.Object(
  {
    at: Instant,
    timezone: Type.String(),
    everSold: Type.Boolean({ description: 'False before the first sale' }),
    soldTickets: Compared,
    netCents: Compared,
    carts: Compared,
    orders: Compared,
    paidOrders: Compared,
    /** Paid ones whose confirmation the mail server has taken. */
    mailedOrders: Compared,
    entries: Compared,
    heldPlaces: Type.Integer(),
    /** Of the sessions to come that are on sale. */
    takenPlaces: Type.Integer(),
    capacity: Type.Integer(),
    hours: Type.Array(
      Type.Object({ startsAt: Instant, soldTickets: Type.Integer(), netCents: Type.Integer() }, closed),
      { description: 'The last 24 hours, hours without a sale left out' },
    ),
  },
  closed,
);
export type Dashboard = Static<typeof Dashboard>;

export const readDashboard = defineEndpoint({
  id: 'reports.dashboard',
  method: 'GET',
  path: '/admin/dashboard',
  summary: 'The sale as it is now, at most a second old',
  access: admin,
  replies: { 200: Dashboard },
});
