import { type Static, Type } from 'typebox';
import {
  CategoryCode,
  closed,
  Instant,
  OfferCode,
  OrderCode,
  Places,
  SessionCode,
  SessionSummary,
  Uuid,
} from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { MoneySchema } from './money.ts';

export const ticketStatuses = ['valid', 'used', 'cancelled', 'refunded', 'blocked', 'transferred'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const Ticket = Type.Object(
  {
    id: Uuid,
    session: SessionCode,
    summary: SessionSummary,
    doorsAt: Instant,
    category: CategoryCode,
    offer: OfferCode,
    offerName: Type.String(),
    places: Places,
    price: MoneySchema,
    status: Type.Enum([...ticketStatuses]),
    holder: Type.String(),
    orderCode: OrderCode,
    entries: Type.Integer({ description: 'Places that have entered' }),
    issuedAt: Instant,
    usedAt: Type.Union([Instant, Type.Null()], { description: 'When the first place entered' }),
    generation: Type.Integer(),
  },
  closed,
);
export type Ticket = Static<typeof Ticket>;

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;
const params = Type.Object({ id: Uuid });

export const listTickets = defineEndpoint({
  id: 'tickets.list',
  method: 'GET',
  path: '/tickets',
  summary: 'The caller’s tickets, next session first',
  access: customer,
  query: Type.Object({ order: Type.Optional(OrderCode) }),
  replies: { 200: Type.Object({ items: Type.Array(Ticket) }, closed) },
});

export const readTicket = defineEndpoint({
  id: 'tickets.read',
  method: 'GET',
  path: '/tickets/:id',
  summary: 'One ticket of the caller',
  access: { ...customer, owns: 'ticket' },
  params,
  replies: { 200: Ticket },
  refusals: ['not_found'],
});

export const readTicketCode = defineEndpoint({
  id: 'tickets.read-code',
  method: 'GET',
  path: '/tickets/:id/code',
  summary: 'The text for the QR code of a ticket',
  access: { ...customer, owns: 'ticket' },
  params,
  replies: { 200: Type.Object({ kind: Type.Literal('static'), text: Type.String() }, closed) },
  refusals: ['not_found'],
});

export const readTicketPdf = defineEndpoint({
  id: 'tickets.read-pdf',
  method: 'GET',
  path: '/tickets/:id/ticket.pdf',
  summary: 'The ticket as a PDF page with its code',
  access: { ...customer, owns: 'ticket' },
  params,
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found'],
});
