import { type Static, Type } from 'typebox';
import { closed } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const PageError = Type.Object(
  {
    name: Type.String({ maxLength: 60 }),
    message: Type.String({ maxLength: 300 }),
    stack: Type.String({ maxLength: 4_000, description: 'Where it was, a line each' }),
    page: Type.String({ maxLength: 200, pattern: '^/', description: 'Path of the page, without query' }),
  },
  closed,
);
export type PageError = Static<typeof PageError>;

export const reportPageError = defineEndpoint({
  id: 'platform.report-page-error',
  method: 'POST',
  path: '/page-errors',
  summary: 'A page tells of a fault of its own, for those who run the shop',
  access: { kind: 'anyone' },
  body: PageError,
  replies: { 204: null },
});
