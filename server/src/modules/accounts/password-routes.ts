import * as contract from '@og-tickets/contract/passwords.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { changePassword } from './actions/change-password.ts';
import { forgetPassword } from './actions/forget-password.ts';
import { resetPassword } from './actions/reset-password.ts';
import { deviceTokenOf, giveDeviceCookie } from './login-cookies.ts';

/** Beside the limits that all processes share, which each action counts. */
const guarded = { perAddressPerMinute: 30 };

/** Forgotten, new and changed passwords. */
export function passwordRoutes(platform: Platform): Route[] {
  return [
    route(
      contract.forgotPassword,
      async ({ body, address }) =>
        (await forgetPassword(platform, { email: body.email, address })) ?? reply(202, { accepted: true }),
      guarded,
    ),
    route(
      contract.resetPassword,
      async (context) => {
        const deviceToken = deviceTokenOf(context);
        const refused = await resetPassword(platform, { ...context.body, deviceToken });
        if (refused !== null) return refused;
        giveDeviceCookie(context, deviceToken);
        context.clearCookie('refresh');
        return reply(204, undefined);
      },
      guarded,
    ),
    route(
      contract.changePassword,
      async ({ body, caller }) => {
        const { accountId, loginId } = caller;
        return (await changePassword(platform, { ...body, accountId, loginId })) ?? reply(204, undefined);
      },
      guarded,
    ),
  ];
}
