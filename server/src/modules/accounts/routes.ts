import * as contract from '@og-tickets/contract/accounts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { activate } from './actions/activate.ts';
import { logIn } from './actions/log-in.ts';
import { logOut } from './actions/log-out.ts';
import { refreshLogin } from './actions/refresh-login.ts';
import { register } from './actions/register.ts';
import { resendActivation } from './actions/resend-activation.ts';
import { deviceTokenOf, giveLoginCookies, giveRefreshCookie } from './login-cookies.ts';
import { loginReply } from './views/login-reply.ts';

/** Enough for an office behind one address, too little to guess or to flood. */
const guarded = { perAddressPerMinute: 30 };

export function accountRoutes(platform: Platform): Route[] {
  return [
    route(
      contract.register,
      async ({ body, locale, address }) => {
        const refused = await register(platform, { ...body, locale: body.locale ?? locale, address });
        return refused ?? reply(202, { accepted: true });
      },
      guarded,
    ),
    route(
      contract.activate,
      async ({ body }) => (await activate(platform, body.token)) ?? reply(204, undefined),
      guarded,
    ),
    route(
      contract.resendActivation,
      async (context) => {
        const { body, address } = context;
        const refused = await resendActivation(platform, { ...body, address, deviceToken: context.cookie('device') });
        return refused ?? reply(202, { accepted: true });
      },
      guarded,
    ),
    route(
      contract.login,
      async (context) => {
        const { body, userAgent, address } = context;
        const nextDeviceToken = deviceTokenOf(context);
        const deviceToken = context.cookie('device');
        const login = await logIn(platform, { ...body, userAgent, address, deviceToken, nextDeviceToken });
        if (isRefusal(login)) return login;
        if ('mfaToken' in login) {
          return reply(200, { ...login, mfaRequired: true, expiresInSeconds: limits.mfaChallengeSeconds });
        }
        giveLoginCookies(context, { refreshToken: login.refreshToken, deviceToken: nextDeviceToken });
        return reply(200, await loginReply(platform, login));
      },
      guarded,
    ),
    route(contract.refresh, async (context) => {
      const token = context.cookie('refresh');
      const login = token === undefined ? refuse('unauthenticated') : await refreshLogin(platform, token);
      if (isRefusal(login)) {
        context.clearCookie('refresh');
        return login;
      }
      giveRefreshCookie(context, login.refreshToken);
      return reply(200, await loginReply(platform, login));
    }),
    route(contract.logout, async (context) => {
      const { caller } = context;
      const loginId = caller.kind === 'login' ? caller.loginId : undefined;
      await logOut(platform, { refreshToken: context.cookie('refresh'), loginId });
      context.clearCookie('refresh');
      return reply(204, undefined);
    }),
  ];
}
