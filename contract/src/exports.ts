import { type Static, Type } from 'typebox';
import { closed, Day, Instant, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const admin = { kind: 'login', roles: ['admin'] } as const;
const adminAgain = { ...admin, stepUp: true } as const;

/** Lists that can be had as a file. None names anybody: a file that left the shop outlives every erasure. */
export const exportKinds = ['orders', 'tickets', 'sales', 'refunds', 'entries'] as const;
export type ExportKind = (typeof exportKinds)[number];
export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const wish = {
  kind: Type.Enum([...exportKinds]),
  format: Type.Enum([...exportFormats]),
  from: Day,
  to: Day,
};

/** A list as a file, while it is made and for a day after. */
export const ListExport = Type.Object(
  {
    id: Uuid,
    ...wish,
    status: Type.Enum(['waiting', 'ready', 'failed']),
    done: Type.Integer({ description: 'Rows written' }),
    total: Type.Union([Type.Integer(), Type.Null()], { description: 'Rows in all; null: not counted yet' }),
    sizeBytes: Type.Integer(),
    createdAt: Instant,
    expiresAt: Instant,
  },
  closed,
);
export type ListExport = Static<typeof ListExport>;

export const startListExport = defineEndpoint({
  id: 'exports.start',
  method: 'POST',
  path: '/admin/exports',
  summary: 'Have a list made as a file in the background; days are of the shop’s zone, both included',
  access: adminAgain,
  body: Type.Object(wish, closed),
  replies: { 202: ListExport },
});

export const listExports = defineEndpoint({
  id: 'exports.list',
  method: 'GET',
  path: '/admin/exports',
  summary: 'The caller’s own files and how far they are, the newest first',
  access: admin,
  replies: { 200: Type.Object({ items: Type.Array(ListExport) }, closed) },
});

export const fetchListExport = defineEndpoint({
  id: 'exports.fetch',
  method: 'GET',
  path: '/admin/exports/:exportId/file',
  summary: 'A file of the caller’s own, for 24 hours',
  access: { ...adminAgain, owns: 'export' },
  params: Type.Object({ exportId: Uuid }, closed),
  replies: { 200: { file: 'application/octet-stream' } },
  refusals: ['not_found'],
});
