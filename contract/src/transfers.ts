import { type Static, Type } from 'typebox';
import { CategoryCode, closed, Instant, Locale, Places, SessionCode, SessionSummary, Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { limits } from './limits.ts';
import { Ticket } from './tickets.ts';

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;
const params = Type.Object({ id: Uuid });
/** 256 bits in base64url. */
const TransferToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

/** One line without control characters and marks that turn the direction of writing; empty: not known yet. */
const HolderName = Type.String({
  maxLength: limits.nameMaxCharacters,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$',
});

/** What a ticket for somebody else shows before it is accepted: nothing that its code or its order could be found by. */
export const TransferPreview = Type.Object(
  {
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offerName: Type.String(),
    places: Places,
    giver: Type.String({ description: 'First name of who gives the ticket' }),
    expiresAt: Instant,
  },
  closed,
);
export type TransferPreview = Static<typeof TransferPreview>;

/** A ticket that the caller gave away. */
export const GivenTicket = Type.Object(
  {
    id: Uuid,
    ticketId: Uuid,
    session: SessionCode,
    summary: SessionSummary,
    category: CategoryCode,
    offerName: Type.String(),
    places: Places,
    receiver: Type.String({ description: 'First name of who accepted it' }),
    acceptedAt: Instant,
  },
  closed,
);
export type GivenTicket = Static<typeof GivenTicket>;

export const nameHolders = defineEndpoint({
  id: 'tickets.name-holders',
  method: 'PATCH',
  path: '/tickets/:id',
  summary: 'Say who enters: one name a place, the first is the ticket’s holder, later ones may be empty',
  access: { ...customer, owns: 'ticket' },
  params,
  body: Type.Object({ holders: Type.Array(HolderName, { minItems: 1, maxItems: 50 }) }, closed),
  replies: { 200: Ticket },
  refusals: ['not_found', 'holder_locked'],
});

export const offerTransfer = defineEndpoint({
  id: 'tickets.offer-transfer',
  method: 'POST',
  path: '/tickets/:id/transfer',
  summary: 'Offer a ticket to whoever gets the link, which is shown this once; to mail it, give the address',
  access: { ...customer, owns: 'ticket' },
  params,
  body: Type.Object(
    {
      email: Type.Optional(Type.String({ format: 'email', maxLength: limits.emailMaxCharacters })),
      locale: Type.Optional(Locale),
    },
    closed,
  ),
  replies: { 201: Type.Object({ link: Type.String(), expiresAt: Instant }, closed) },
  refusals: ['not_found', 'ticket_not_transferable', 'transfer_open', 'transfer_closed'],
  idempotencyKey: true,
  holdsSecret: true,
});

export const cancelTransfer = defineEndpoint({
  id: 'tickets.cancel-transfer',
  method: 'POST',
  path: '/tickets/:id/transfer/cancel',
  summary: 'Take the open offer of a ticket back: its link is dead. Nothing happens when there is none',
  access: { ...customer, owns: 'ticket' },
  params,
  replies: { 204: null },
  refusals: ['not_found'],
});

export const previewTransfer = defineEndpoint({
  id: 'tickets.preview-transfer',
  method: 'POST',
  path: '/transfers/preview',
  summary: 'What a transfer link offers, before a login',
  access: { kind: 'anyone' },
  body: Type.Object({ token: TransferToken }, closed),
  replies: { 200: TransferPreview },
  refusals: ['transfer_link_invalid'],
});

export const acceptTransfer = defineEndpoint({
  id: 'tickets.accept-transfer',
  method: 'POST',
  // The token goes in the body: paths stand in the logs of proxies and in the browser's history.
  path: '/transfers/accept',
  summary: 'Take an offered ticket: it gets new codes, those of its giver are dead at once',
  access: customer,
  body: Type.Object({ token: TransferToken }, closed),
  replies: { 200: Type.Object({ ticketId: Uuid }, closed) },
  refusals: ['transfer_link_invalid', 'transfer_own', 'ticket_not_transferable', 'transfer_closed'],
});

export const listGivenTickets = defineEndpoint({
  id: 'tickets.list-given',
  method: 'GET',
  path: '/transfers',
  summary: 'The tickets that the caller gave to other accounts, the latest first',
  access: customer,
  replies: { 200: Type.Object({ items: Type.Array(GivenTicket) }, closed) },
});
