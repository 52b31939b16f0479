import { type Static, Type } from 'typebox';
import { LinkToken } from './accounts.ts';
import { closed } from './common.ts';
import { defineEndpoint, roles } from './endpoint.ts';

const DateTime = Type.String({ format: 'date-time' });

/** A copy of what the shop keeps of somebody, while it is made and for a day after; then, for a while, that there was one. */
export const DataExport = Type.Object(
  {
    status: Type.Enum(['waiting', 'ready', 'failed', 'expired'], {
      description: 'expired: its time is over and what was in it is gone',
    }),
    done: Type.Integer({ description: 'Kinds of data collected so far' }),
    total: Type.Integer({ description: 'Kinds of data in all' }),
    expiresAt: DateTime,
  },
  closed,
);
export type DataExport = Static<typeof DataExport>;

const owner = { kind: 'login', roles } as const;
const ownerAgain = { ...owner, stepUp: true } as const;

export const startExport = defineEndpoint({
  id: 'privacy.start-export',
  method: 'POST',
  path: '/me/export',
  summary: 'Have a copy of all that is kept of the caller made in the background; one being made is joined',
  access: ownerAgain,
  replies: { 202: DataExport },
});

export const readExport = defineEndpoint({
  id: 'privacy.read-export',
  method: 'GET',
  path: '/me/export',
  summary: 'How far the caller’s copy is, if there is one',
  access: owner,
  replies: { 200: Type.Object({ export: Type.Union([DataExport, Type.Null()]) }, closed) },
});

export const readExportJson = defineEndpoint({
  id: 'privacy.read-export-json',
  method: 'GET',
  path: '/me/export/data.json',
  summary: 'The caller’s copy as JSON, for 24 hours',
  access: ownerAgain,
  replies: { 200: { file: 'application/json' } },
  refusals: ['not_found'],
});

export const readExportCsv = defineEndpoint({
  id: 'privacy.read-export-csv',
  method: 'GET',
  path: '/me/export/data.csv',
  summary: 'The same as CSV for spreadsheets: kind of data, number of the record, field, value',
  access: ownerAgain,
  replies: { 200: { file: 'text/csv; charset=utf-8' } },
  refusals: ['not_found'],
});

/** A version of the terms that somebody accepted. */
export const Consent = Type.Object(
  {
    orderCode: Type.Union([Type.String(), Type.Null()], { description: 'With which order; null: at the registration' }),
    termsVersion: Type.String(),
    acceptedAt: DateTime,
  },
  closed,
);
export type Consent = Static<typeof Consent>;

export const listConsents = defineEndpoint({
  id: 'privacy.list-consents',
  method: 'GET',
  path: '/me/consents',
  summary: 'Which terms the caller accepted and when, the latest first',
  access: owner,
  replies: { 200: Type.Object({ items: Type.Array(Consent) }, closed) },
});

/** What stands in the way of an erasure. */
export const ErasureOutlook = Type.Object(
  {
    ticketsToCome: Type.Integer({
      description: 'Valid tickets of sessions that are not over: they must be given up first',
    }),
  },
  closed,
);
export type ErasureOutlook = Static<typeof ErasureOutlook>;

export const readErasure = defineEndpoint({
  id: 'privacy.read-erasure',
  method: 'GET',
  path: '/me/erasure',
  summary: 'What stands in the way of erasing the caller’s account',
  access: owner,
  replies: { 200: ErasureOutlook },
});

export const closeAccount = defineEndpoint({
  id: 'privacy.close-account',
  method: 'DELETE',
  path: '/me',
  summary: 'Close the caller’s account; it is erased after seven days unless the link of a mail takes that back',
  access: { kind: 'login', roles: ['customer'], stepUp: true },
  replies: { 200: Type.Object({ eraseAfter: DateTime }, closed) },
  refusals: ['tickets_to_come'],
});

export const undoErasure = defineEndpoint({
  id: 'privacy.undo-erasure',
  method: 'POST',
  path: '/auth/erasure/undo',
  summary: 'Open a closed account again with the token of the mail',
  access: { kind: 'anyone' },
  body: Type.Object({ token: LinkToken }, closed),
  replies: { 204: null },
  refusals: ['token_invalid'],
});
