import { type Static, Type } from 'typebox';
import { SessionChange } from './catalog.ts';
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
import { PdfQuery } from './ticket-files.ts';

export const ticketStatuses = ['valid', 'used', 'cancelled', 'refunded', 'blocked', 'transferred'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const Ticket = Type.Object(
  {
    id: Uuid,
    session: SessionCode,
    summary: SessionSummary,
    doorsAt: Instant,
    gates: Type.Array(Type.String(), {
      description: 'Gates of the session, any of which lets in; empty where none is named',
    }),
    category: CategoryCode,
    offer: OfferCode,
    offerName: Type.String(),
    places: Places,
    price: MoneySchema,
    status: Type.Enum([...ticketStatuses]),
    holder: Type.String({ description: 'Name of the first place' }),
    holders: Type.Array(Type.String(), { description: 'A name for each place; empty where it is not known yet' }),
    received: Type.Boolean({ description: 'Given by another account, which keeps the order' }),
    transfer: Type.Union([Type.Object({ expiresAt: Instant }, closed), Type.Null()], {
      description: 'The open offer to give the ticket to somebody else',
    }),
    orderCode: OrderCode,
    entries: Type.Integer({ description: 'Places that have entered' }),
    issuedAt: Instant,
    usedAt: Type.Union([Instant, Type.Null()], { description: 'When the first place entered' }),
    usedGate: Type.Union([Type.String(), Type.Null()], {
      description: 'At which gate it did; null while nobody has entered',
    }),
    cancellableUntil: Type.Union([Instant, Type.Null()], {
      description: 'Until when whoever bought the ticket may have its price back; null: not at all, or not the caller',
    }),
    generation: Type.Integer(),
    change: Type.Union([SessionChange, Type.Null()], { description: 'The latest change of the session' }),
    paperAllowed: Type.Boolean({ description: 'Whether the session lets in by a printed code: else there is no PDF' }),
  },
  closed,
);
export type Ticket = Static<typeof Ticket>;

const rotatingCode = Type.Object(
  {
    kind: Type.Literal('rotating'),
    credential: Type.String({ description: 'Bytes 0 to 117 of the code, base64url' }),
    t0: Type.Integer({ description: 'Start of the chain, unix seconds' }),
    from: Type.String({ format: 'date-time', description: 'When the first step of the codes starts: the current one' }),
    until: Type.String({
      format: 'date-time',
      description: 'When the last step of the codes ends: 4 hours after from',
    }),
    seed: Type.Object(
      {
        index: Type.Integer({ minimum: 1, maximum: 2879 }),
        value: Type.String({ description: 'h[index], 16 bytes in base64url: shows the steps before index' }),
      },
      closed,
    ),
    serverTime: Instant,
  },
  closed,
);

/** What a ticket page draws codes from for four hours at most; `showableCode` reads it. */
export type RotatingCode = Static<typeof rotatingCode>;

/** The code of a ticket: of the kind that its session accepts, or none before the session's codes are given out. */
export const TicketCode = Type.Union([
  rotatingCode,
  Type.Object({ kind: Type.Literal('static'), text: Type.String(), serverTime: Instant }, closed),
  Type.Object({ kind: Type.Literal('none'), releasedAt: Instant, serverTime: Instant }, closed),
]);
export type TicketCode = Static<typeof TicketCode>;

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
  summary: 'What a ticket page draws its QR code from, for four hours at most',
  access: { ...customer, owns: 'ticket' },
  params,
  replies: { 200: TicketCode },
  refusals: ['not_found', 'ticket_not_valid'],
});

export const readTicketPdf = defineEndpoint({
  id: 'tickets.read-pdf',
  method: 'GET',
  path: '/tickets/:id/ticket.pdf',
  summary: 'The ticket as a PDF page with its static code, which the gate accepts from then on',
  access: { ...customer, owns: 'ticket' },
  params,
  query: PdfQuery,
  replies: { 200: { file: 'application/pdf' } },
  refusals: ['not_found', 'ticket_not_valid', 'paper_not_allowed', 'code_not_released'],
});

export const renewCodes = defineEndpoint({
  id: 'tickets.renew-codes',
  method: 'POST',
  path: '/me/renew-codes',
  summary: 'New codes for all tickets of the caller; every code and PDF made before is refused at once',
  access: customer,
  replies: {
    200: Type.Object(
      { renewed: Type.Integer({ description: 'Tickets that let somebody in, with new codes' }) },
      closed,
    ),
  },
});
