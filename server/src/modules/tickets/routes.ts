import { limits } from '@og-tickets/contract/limits.ts';
import * as contract from '@og-tickets/contract/tickets.ts';
import { withTx } from '../../platform/database/database.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { fileReply, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { allowPaper } from './actions/allow-paper.ts';
import { giveTicketCode } from './actions/give-ticket-code.ts';
import { renewCodes } from './actions/renew-codes.ts';
import { listOwnTickets, readOwnTicket } from './views/own-tickets.ts';
import { readTicketFile } from './views/ticket-file.ts';
import { whyNoCode } from './views/why-no-code.ts';

/** An account's own tickets. Another's, and the code of one that lets nobody in, is not found. */
export function ticketRoutes(platform: Platform): Route[] {
  const { db, clock } = platform;
  return [
    route(contract.listTickets, async ({ caller, query, locale }) => {
      const wanted = {
        accountId: caller.accountId,
        ...(query.order === undefined ? {} : { orderCode: query.order }),
      };
      return reply(200, { items: await listOwnTickets(platform, wanted, { locale, nowMs: clock.nowMs() }) });
    }),
    route(contract.readTicket, async ({ caller, params, locale }) => {
      const own = await readOwnTicket(platform, { accountId: caller.accountId, ticketId: params.id }, locale);
      return own === null ? refuse('not_found') : reply(200, own.ticket);
    }),
    route(contract.readTicketCode, async ({ caller, params }) => {
      const code = await giveTicketCode(platform, { accountId: caller.accountId, ticketId: params.id });
      return isRefusal(code) ? code : reply(200, code);
    }),
    route(contract.readTicketPdf, async ({ caller, params, query, locale }) => {
      const { accountId } = caller;
      const { format = 'a4' } = query;
      const wanted = { accountId, ticketIds: [params.id], nowMs: clock.nowMs() };
      const refusal = await withTx(db, (tx) => allowPaper(tx, wanted));
      if (refusal !== null) return refusal;
      const file = await readTicketFile(platform, { accountId, ticketId: params.id }, { locale, format });
      return file === null
        ? whyNoCode(db, { accountId, ticketId: params.id })
        : fileReply(200, file.bytes, file.fileName);
    }),
    route(
      contract.renewCodes,
      async ({ caller }) => reply(200, { renewed: await renewCodes(platform, caller.accountId) }),
      { perAccountPerDay: limits.codeRenewalsPerDay },
    ),
  ];
}
