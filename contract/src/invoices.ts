import { type Static, Type } from 'typebox';
import { closed, Instant, OrderCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** A document of an order for the buyer's books. */
export const OrderDocument = Type.Object(
  {
    kind: Type.Enum(['invoice', 'credit_note']),
    number: Type.Union([Type.String(), Type.Null()], {
      description: 'Such as F2026-000123; null until the next batch numbers it, or somebody asks for the file',
    }),
    issuedAt: Type.Union([Instant, Type.Null()]),
    path: Type.String({ description: 'Path of the PDF under /api/v1' }),
  },
  closed,
);
export type OrderDocument = Static<typeof OrderDocument>;

const ofOrder = { kind: 'login', roles: ['customer', 'controller', 'admin'], owns: 'order' } as const;

export const readInvoice = defineEndpoint({
  id: 'invoices.read',
  method: 'GET',
  path: '/orders/:code/invoice.pdf',
  summary: 'The invoice of a paid order as a PDF; one that has no number yet gets it now',
  access: ofOrder,
  params: Type.Object({ code: OrderCode }),
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});

export const readCreditNote = defineEndpoint({
  id: 'invoices.read-credit-note',
  method: 'GET',
  path: '/orders/:code/credit-notes/:id',
  summary: 'A credit note to the order’s invoice as a PDF; one that has no number yet gets it now',
  access: ofOrder,
  params: Type.Object({ code: OrderCode, id: Uuid }),
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});
