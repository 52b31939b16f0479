import { type Static, Type } from 'typebox';
import { closed } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;
const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const ShortCode = Type.String({ pattern: '^[A-Z0-9]{2,10}$' });
const Version = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
  description: 'The version that was read; null: this is a new one',
});

const sportFields = { name: Type.Object({ fr: Line(80), en: Line(80) }, closed) };
const SportFields = Type.Object(sportFields, closed);
export type SportFields = Static<typeof SportFields>;
const counted = { code: ShortCode, version: Type.Integer(), sessions: Type.Integer() };
export const AdminSport = Type.Object({ ...counted, ...sportFields }, closed);
export type AdminSport = Static<typeof AdminSport>;

const venueFields = {
  name: Line(120),
  nameEn: Type.Union([Line(120), Type.Null()]),
  city: Line(120),
  capacity: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()]),
  latitude: Type.Union([Type.Number({ minimum: -90, maximum: 90 }), Type.Null()]),
  longitude: Type.Union([Type.Number({ minimum: -180, maximum: 180 }), Type.Null()]),
};
const VenueFields = Type.Object(venueFields, closed);
export type VenueFields = Static<typeof VenueFields>;
export const AdminVenue = Type.Object({ ...counted, ...venueFields }, closed);
export type AdminVenue = Static<typeof AdminVenue>;

export const listAdminSports = defineEndpoint({
  id: 'catalog-admin.list-sports',
  method: 'GET',
  path: '/admin/sports',
  summary: 'Sports with their names in both languages',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(AdminSport) }, closed) },
});

export const listAdminVenues = defineEndpoint({
  id: 'catalog-admin.list-venues',
  method: 'GET',
  path: '/admin/venues',
  summary: 'Venues with all that is edited of them',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(AdminVenue) }, closed) },
});

const written = {
  method: 'POST',
  access: admin,
  params: Type.Object({ code: ShortCode }),
  refusals: ['catalogue_changed_elsewhere'],
} as const;

export const writeSport = defineEndpoint({
  id: 'catalog-admin.write-sport',
  path: '/admin/sports/:code',
  summary: 'Adds a sport or renames it; its sessions are found by the new name',
  ...written,
  body: Type.Object({ version: Version, ...sportFields }, closed),
  replies: { 200: AdminSport },
});

export const writeVenue = defineEndpoint({
  id: 'catalog-admin.write-venue',
  path: '/admin/venues/:code',
  summary: 'Adds a venue or changes it; places on sale stay as they are',
  ...written,
  body: Type.Object({ version: Version, ...venueFields }, closed),
  replies: { 200: AdminVenue },
});

const ImportedFile = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }), text: Type.String({ maxLength: limits.importMaxCharacters }) },
  closed,
);

export const ImportResult = Type.Object(
  {
    applied: Type.Boolean(),
    problems: Type.Array(
      Type.Object(
        {
          file: Type.String(),
          line: Type.Integer(),
          column: Type.Union([Type.String(), Type.Null()]),
          message: Type.String({ description: 'In English, as the command says it' }),
        },
        closed,
      ),
      { description: 'With any, nothing is written; the first ones, in the order of the files' },
    ),
    problemCount: Type.Integer(),
    kinds: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['sports', 'venues', 'sessions', 'prices', 'offers']),
          created: Type.Integer(),
          changed: Type.Integer(),
          withdrawn: Type.Integer(),
          unchanged: Type.Integer(),
          examples: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
    changes: Type.Integer(),
    notices: Type.Array(Type.String()),
    plan: Type.Union([Type.String(), Type.Null()], {
      description: 'Names exactly these changes: to be sent back to write them',
    }),
  },
  closed,
);
export type ImportResult = Static<typeof ImportResult>;

export const importCatalogue = defineEndpoint({
  id: 'catalog-admin.import',
  method: 'POST',
  path: '/admin/catalogue/import',
  summary:
    'Compares CSV files with the catalogue; with the plan of a dry run, writes exactly that or shows the new plan',
  access: admin,
  body: Type.Object(
    {
      files: Type.Array(ImportedFile, { minItems: 1, maxItems: limits.importFiles }),
      plan: Type.Union([Type.String({ maxLength: 64 }), Type.Null()], { description: 'null: a dry run' }),
    },
    closed,
  ),
  replies: { 200: ImportResult },
  refusals: ['import_too_large'],
});
