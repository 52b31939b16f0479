import * as contract from '@og-tickets/contract/transfers.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { acceptTransfer } from './actions/accept-transfer.ts';
import { cancelTransfer } from './actions/cancel-transfer.ts';
import { nameHolders } from './actions/name-holders.ts';
import { offerTransfer } from './actions/offer-transfer.ts';
import { readOwnTicket } from './views/own-tickets.ts';
import { listGiven, previewTransfer } from './views/transfers.ts';

/** Enough for a family behind one address, too little to try tokens or to send mails in bulk. */
const guarded = { perAddressPerMinute: 30 };

/** Who enters with a ticket, and giving one to another account. */
export function transferRoutes(platform: Platform): Route[] {
  return [
    route(contract.nameHolders, async ({ caller, params, body, locale }) => {
      const owned = { accountId: caller.accountId, ticketId: params.id };
      const refused = await nameHolders(platform, { ...owned, holders: body.holders, locale });
      if (refused !== null) return refused;
      const own = await readOwnTicket(platform, owned, locale);
      return own === null ? refuse('not_found') : reply(200, own.ticket);
    }),
    route(
      contract.offerTransfer,
      async ({ caller, params, body, locale }) => {
        const wish = { ticketId: params.id, accountId: caller.accountId, email: body.email ?? null };
        const offer = await offerTransfer(platform, { ...wish, locale: body.locale ?? locale });
        return isRefusal(offer) ? offer : reply(201, offer);
      },
      guarded,
    ),
    route(contract.cancelTransfer, async ({ caller, params }) => {
      const owned = { accountId: caller.accountId, ticketId: params.id };
      return (await cancelTransfer(platform, owned)) ?? reply(204, undefined);
    }),
    route(
      contract.previewTransfer,
      async ({ body, locale }) => {
        const preview = await previewTransfer(platform, body.token, locale);
        return preview === null ? refuse('transfer_link_invalid') : reply(200, preview);
      },
      guarded,
    ),
    route(
      contract.acceptTransfer,
      async ({ caller, body }) => {
        const taken = await acceptTransfer(platform, { token: body.token, accountId: caller.accountId });
        return isRefusal(taken) ? taken : reply(200, taken);
      },
      guarded,
    ),
    route(contract.listGivenTickets, async ({ caller, locale }) =>
      reply(200, { items: await listGiven(platform, caller.accountId, locale) }),
    ),
  ];
}
