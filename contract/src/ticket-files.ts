import { Type } from 'typebox';
import { Uuid } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** Page sizes of a ticket file: A4 to print, or as wide as a phone to show. */
export type PdfFormat = 'a4' | 'phone';

const customer = { kind: 'login', roles: ['customer', 'controller', 'admin'] } as const;

export const readTicketEvent = defineEndpoint({
  id: 'tickets.read-event',
  method: 'GET',
  path: '/tickets/:id/event.ics',
  summary: 'The session of a ticket as a calendar entry (RFC 5545), without the code',
  access: { ...customer, owns: 'ticket' },
  params: Type.Object({ id: Uuid }),
  replies: { 200: { file: 'text/calendar; charset=utf-8' } },
  refusals: ['not_found'],
});
