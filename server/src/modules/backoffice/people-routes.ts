import * as contract from '@og-tickets/contract/people.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { findAccounts, readAccountPanel, readInvitations, readStaff } from '../accounts/index.ts';
import { actorOf } from '../audit/index.ts';
import {
  changeSomebodysRole,
  disableSomebody,
  enableSomebody,
  endSomebodysLogins,
  resendActivation,
} from './actions/administer-people.ts';
import { inviteSomebody, joinStaff, withdrawSomebodysInvitation } from './actions/administer-staff.ts';

/** Customers and staff, for admins. */
export function peopleRoutes(platform: Platform): Route[] {
  /** The account as it is now, unless something was refused. */
  async function panel(accountId: string, refused: Refusal | null = null) {
    if (refused !== null) return refused;
    const found = await readAccountPanel(platform, accountId);
    return found === null ? refuse('not_found') : reply(200, found);
  }
  return [
    route(contract.listStaff, async () => reply(200, { items: await readStaff(platform) })),
    route(contract.listStaffInvitations, async () => reply(200, { items: await readInvitations(platform) })),
    route(contract.inviteStaff, async (context) => {
      const invited = await inviteSomebody(platform, context.body, actorOf(context));
      return isRefusal(invited) ? invited : reply(201, invited);
    }),
    route(contract.withdrawStaffInvitation, async (context) => {
      const { invitationId } = context.params;
      return (await withdrawSomebodysInvitation(platform, invitationId, actorOf(context))) ?? reply(204, undefined);
    }),
    route(
      contract.acceptStaffInvitation,
      async ({ body, address, requestId }) =>
        (await joinStaff(platform, body, { address, requestId })) ?? reply(204, undefined),
      { perAddressPerMinute: 30 },
    ),
    route(contract.findAccounts, async ({ query }) => reply(200, await findAccounts(platform, query.q))),
    route(contract.readAccount, ({ params }) => panel(params.accountId)),
    route(contract.disableAccount, async (context) => {
      const { accountId } = context.params;
      const { reason } = context.body;
      return panel(accountId, await disableSomebody(platform, { actor: actorOf(context), accountId, reason }));
    }),
    route(contract.enableAccount, async (context) => {
      const { accountId } = context.params;
      const { reason } = context.body;
      return panel(accountId, await enableSomebody(platform, { actor: actorOf(context), accountId, reason }));
    }),
    route(contract.endAccountLogins, async (context) => {
      const { accountId } = context.params;
      return panel(accountId, await endSomebodysLogins(platform, { actor: actorOf(context), accountId }));
    }),
    route(contract.resendAccountActivation, async (context) => {
      const { accountId } = context.params;
      const refused = await resendActivation(platform, { actor: actorOf(context), accountId });
      return refused ?? reply(202, { accepted: true });
    }),
    route(contract.changeAccountRole, async (context) => {
      const { accountId } = context.params;
      const { role } = context.body;
      return panel(accountId, await changeSomebodysRole(platform, { actor: actorOf(context), accountId, role }));
    }),
  ];
}
