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
import { loginReply } from './views/login-reply.ts';
import { readProfile } from './views/profile.ts';

/** Enough for an office behind one address, too little to guess or to flood. */
const guarded = { perAddressPerMinute: 30 };

const refreshCookie = { maxAgeSeconds: limits.refreshTokenDays * 86_400 };

export function accountRoutes(platform: Platform): Route[] {
  return [
    route(
      contract.register,
      async ({ body, locale }) => {
        const refused = await register(platform, { ...body, locale: body.locale ?? locale });
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
      contract.login,
      async (context) => {
        const { body, userAgent } = context;
        const login = await logIn(platform, { email: body.email, password: body.password, userAgent });
        if (isRefusal(login)) return login;
        context.setCookie('refresh', login.refreshToken, refreshCookie);
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
      context.setCookie('refresh', login.refreshToken, refreshCookie);
      return reply(200, await loginReply(platform, login));
    }),
    route(contract.logout, async (context) => {
      const { caller } = context;
      const loginId = caller.kind === 'login' ? caller.loginId : undefined;
      await logOut(platform, { refreshToken: context.cookie('refresh'), loginId });
      context.clearCookie('refresh');
      return reply(204, undefined);
    }),
    route(contract.readMe, async ({ caller }) => reply(200, await readProfile(platform.db, caller.accountId))),
  ];
}
