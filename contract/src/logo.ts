import { type Static, Type } from 'typebox';
import { closed } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';

const adminAgain = { kind: 'login', roles: ['admin'], stepUp: true } as const;

const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the file, by which it is read' });

/** The logo of the shop; sizes in pixels. */
export const ShopLogo = Type.Object({ hash, width: Type.Integer(), height: Type.Integer() }, closed);
export type ShopLogo = Static<typeof ShopLogo>;

export const setLogo = defineEndpoint({
  id: 'settings.set-logo',
  method: 'POST',
  path: '/admin/settings/logo',
  summary: 'A PNG that pages show beside the shop’s name; what is not its picture is taken out',
  access: adminAgain,
  body: Type.Object(
    {
      png: Type.String({
        minLength: 1,
        maxLength: Math.ceil(limits.logoMaxBytes / 3) * 4,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'The file in Base64',
      }),
    },
    closed,
  ),
  replies: { 200: ShopLogo },
  refusals: ['logo_unfit'],
});

export const removeLogo = defineEndpoint({
  id: 'settings.remove-logo',
  method: 'DELETE',
  path: '/admin/settings/logo',
  summary: 'Pages show the usual mark again',
  access: adminAgain,
  replies: { 204: null },
});

export const readLogo = defineEndpoint({
  id: 'settings.read-logo',
  method: 'GET',
  path: '/shop/logo/:hash',
  summary: 'The file of the logo; its address changes with it',
  access: { kind: 'anyone' },
  params: Type.Object({ hash }, closed),
  replies: { 200: { file: 'image/png' } },
  refusals: ['not_found'],
});
