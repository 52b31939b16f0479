import { type Static, Type } from 'typebox';
import { closed, Instant } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { ShopLogo } from './logo.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;

const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const InBoth = (maxLength: number) => Type.Object({ fr: Line(maxLength), en: Line(maxLength) }, closed);

/** What an admin sets for the whole shop. Money in cents. */
const fields = {
  shopName: Line(40),
  contactEmail: Type.Union([Type.String({ format: 'email', maxLength: 254 }), Type.Null()]),
  mailSenderName: Type.Union([Line(60), Type.Null()], { description: 'null: the name of the shop' }),
  colour: Type.Union([Type.String({ pattern: '^#[0-9a-f]{6}$' }), Type.Null()], {
    description: 'Of buttons and links on light pages; refused when white on it cannot be read. null: cobalt',
  }),
  legal: Type.Object(
    {
      entity: Type.String({ maxLength: 200 }),
      address: Type.String({ maxLength: 300 }),
      registration: Type.String({ maxLength: 100 }),
      vatNumber: Type.String({ maxLength: 60 }),
      phone: Type.String({ maxLength: 40 }),
      publicationDirector: Type.String({ maxLength: 100 }),
      host: Type.String({ maxLength: 300 }),
      mediator: Type.String({ maxLength: 300 }),
    },
    { ...closed, description: 'Who runs the shop, for its legal pages; empty where nobody has said it yet' },
  ),
  refundApprovalAboveCents: Type.Union([Type.Integer({ minimum: 0, maximum: 100_000_000 }), Type.Null()], {
    description: 'A refund of more than this needs a second admin; null: none does',
  }),
  announcement: Type.Union(
    [Type.Object({ text: InBoth(300), until: Type.Union([Instant, Type.Null()]) }, closed), Type.Null()],
    { description: 'A banner on every page of the shop' },
  ),
  saleClosed: Type.Union([Type.Object({ text: InBoth(300), since: Instant }, closed), Type.Null()], {
    description: 'Nobody can hold places or place an order; who has an order can still pay it',
  }),
} as const;

const Fields = Type.Object(fields, closed);
export type ShopFields = Static<typeof Fields>;

export const ShopSettings = Type.Object({ version: Type.Integer(), ...fields }, closed);
export type ShopSettings = Static<typeof ShopSettings>;

/** The settings of a shop where nobody has set anything. */
export const defaultSettings: ShopFields = {
  shopName: 'OG-Tickets',
  contactEmail: null,
  mailSenderName: null,
  colour: null,
  legal: {
    entity: '',
    address: '',
    registration: '',
    vatNumber: '',
    phone: '',
    publicationDirector: '',
    host: '',
    mediator: '',
  },
  refundApprovalAboveCents: null,
  announcement: null,
  saleClosed: null,
};

export const readSettings = defineEndpoint({
  id: 'settings.read',
  method: 'GET',
  path: '/admin/settings',
  summary: 'What is set for the whole shop',
  access: admin,
  replies: { 200: ShopSettings },
});

export const changeSettings = defineEndpoint({
  id: 'settings.change',
  method: 'PATCH',
  path: '/admin/settings',
  summary: 'Sets some of it; refused when somebody else has changed it since it was read',
  access: { ...admin, stepUp: true },
  body: Type.Object(
    { version: Type.Integer({ minimum: 1 }), changes: Type.Partial(Fields, { ...closed, minProperties: 1 }) },
    closed,
  ),
  replies: { 200: ShopSettings },
  refusals: ['settings_changed_elsewhere', 'colour_unreadable'],
});

/** What every page of the shop shows. */
export const readShop = defineEndpoint({
  id: 'settings.read-shop',
  method: 'GET',
  path: '/shop',
  summary: 'Name, colour, contact, legal identity, announcement, whether the sale is closed, and whether it is a demo',
  access: { kind: 'anyone' },
  replies: {
    200: Type.Object(
      {
        shopName: fields.shopName,
        contactEmail: fields.contactEmail,
        colour: fields.colour,
        legal: fields.legal,
        announcement: fields.announcement,
        saleClosed: fields.saleClosed,
        logo: Type.Union([ShopLogo, Type.Null()]),
        isDemo: Type.Boolean({ description: 'Good for trying out only: tickets and documents are worth nothing' }),
      },
      closed,
    ),
  },
});
