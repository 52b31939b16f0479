import { type Static, Type } from 'typebox';
import { closed, OrderCode, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** Page sizes of a ticket file: A4 to print, or as wide as a phone to show. */
const Format = Type.Enum(['a4', 'phone'], { description: 'a4 to print (default), phone to show on one' });
export type PdfFormat = Static<typeof Format>;

/** What may be asked of a PDF of tickets. */
export const PdfQuery = Type.Object({ format: Type.Optional(Format) });

/** A file with the tickets of an order, while it is made and for a day after. */
const TicketFile = Type.Object(
  {
    id: Uuid,
    status: Type.Enum(['waiting', 'working', 'ready', 'failed']),
    done: Type.Integer({ description: 'Tickets drawn so far' }),
    total: Type.Integer({ description: 'Tickets of the file' }),
  },
  closed,
);
export type TicketFile = Static<typeof TicketFile>;

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;
const ofOrder = { ...customer, owns: 'order' } as const;
const orderParams = Type.Object({ code: OrderCode });
const fileParams = Type.Object({ code: OrderCode, id: Uuid });

export const readTicketEvent = defineEndpoint({
  id: 'tickets.read-event',
  method: 'GET',
  path: '/tickets/:id/event.ics',
  summary: 'The session of a ticket as a calendar entry (RFC 5545), without the code',
  access: { ...customer, owns: 'ticket' },
  params: Type.Object({ id: Uuid }),
  replies: { 200: { file: 'text/calendar; charset=utf-8' } },
  refusals: ['not_found', 'ticket_not_valid'],
});

export const readOrderPdf = defineEndpoint({
  id: 'tickets.read-order-pdf',
  method: 'GET',
  path: '/orders/:code/tickets.pdf',
  summary: 'All valid tickets of an order as one PDF, a page each; those that may not be printed are left out',
  access: ofOrder,
  params: orderParams,
  query: PdfQuery,
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found', 'ticket_not_valid', 'paper_not_allowed', 'code_not_released', 'pdf_takes_longer'],
});

export const startOrderPdf = defineEndpoint({
  id: 'tickets.start-order-pdf',
  method: 'POST',
  path: '/orders/:code/tickets-pdf',
  summary: 'Have the same file made in the background, for an order of many tickets; one being made is joined',
  access: ofOrder,
  params: orderParams,
  body: PdfQuery,
  replies: { 202: TicketFile },
  refusals: ['not_found', 'ticket_not_valid', 'paper_not_allowed', 'code_not_released'],
});

export const readOrderPdfProgress = defineEndpoint({
  id: 'tickets.read-order-pdf-progress',
  method: 'GET',
  path: '/orders/:code/tickets-pdf/:id',
  summary: 'How far such a file is',
  access: ofOrder,
  params: fileParams,
  replies: { 200: TicketFile },
  refusals: ['not_found'],
});

export const readOrderPdfFile = defineEndpoint({
  id: 'tickets.read-order-pdf-file',
  method: 'GET',
  path: '/orders/:code/tickets-pdf/:id/file',
  summary: 'Such a file once it is ready, for 24 hours; until then not found',
  access: ofOrder,
  params: fileParams,
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});
