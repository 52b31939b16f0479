import * as logins from '@og-tickets/contract/logins.ts';
import * as contract from '@og-tickets/contract/profile.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { cancelEmailChange, dropEmailChange } from './actions/cancel-email-change.ts';
import { changeProfile } from './actions/change-profile.ts';
import { confirmEmailChange } from './actions/confirm-email-change.ts';
import { endOwnLogin, logOutEverywhere } from './actions/end-logins.ts';
import { startEmailChange } from './actions/start-email-change.ts';
import { readEmailChange } from './views/email-change.ts';
import { readLogins } from './views/logins.ts';
import { readVersionedProfile } from './views/profile.ts';

const guarded = { perAddressPerMinute: 30 };

/** What an account is to its owner: profile, address, open logins. */
export function profileRoutes(platform: Platform): Route[] {
  return [...ownProfileRoutes(platform), ...emailChangeRoutes(platform), ...loginRoutes(platform)];
}

function ownProfileRoutes(platform: Platform): Route[] {
  return [
    route(contract.readMe, async ({ caller }) => reply(200, await readVersionedProfile(platform, caller.accountId))),
    route(contract.changeProfile, async ({ caller, body }) => {
      const { version, ...change } = body;
      const refused = await changeProfile(platform, caller.accountId, version, change);
      return refused ?? reply(200, await readVersionedProfile(platform, caller.accountId));
    }),
  ];
}

function emailChangeRoutes(platform: Platform): Route[] {
  return [
    route(contract.readEmailChange, async ({ caller }) =>
      reply(200, { pending: await readEmailChange(platform, caller.accountId) }),
    ),
    route(
      contract.startEmailChange,
      async ({ caller, body }) =>
        (await startEmailChange(platform, { ...body, accountId: caller.accountId })) ?? reply(202, { accepted: true }),
      guarded,
    ),
    route(contract.dropEmailChange, async ({ caller }) => {
      await dropEmailChange(platform, caller.accountId);
      return reply(204, undefined);
    }),
    route(
      contract.confirmEmailChange,
      async ({ body }) => {
        const state = await confirmEmailChange(platform, body.token);
        return isRefusal(state) ? state : reply(200, { state });
      },
      guarded,
    ),
    route(
      contract.cancelEmailChange,
      async ({ body }) => (await cancelEmailChange(platform, body.token)) ?? reply(204, undefined),
      guarded,
    ),
  ];
}

function loginRoutes(platform: Platform): Route[] {
  return [
    route(logins.listLogins, async ({ caller }) => reply(200, { items: await readLogins(platform.db, caller) })),
    route(logins.endLogin, async (context) => {
      const { caller, params } = context;
      const refused = await endOwnLogin(platform, { accountId: caller.accountId, loginId: params.loginId });
      if (refused === null && params.loginId === caller.loginId) context.clearCookie('refresh');
      return refused ?? reply(204, undefined);
    }),
    route(logins.logoutAll, async (context) => {
      await logOutEverywhere(platform, context.caller.accountId);
      context.clearCookie('refresh');
      return reply(204, undefined);
    }),
  ];
}
