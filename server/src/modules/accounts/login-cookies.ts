import { limits } from '@og-tickets/contract/limits.ts';
import type { CookieName } from '../../platform/http/cookies.ts';
import { makeToken } from './secret-token.ts';

const daySeconds = 86_400;
const refreshCookie = { maxAgeSeconds: limits.refreshTokenDays * daySeconds };
const deviceCookie = { maxAgeSeconds: limits.deviceCookieDays * daySeconds };

/** The part of a call that holds its cookies. */
interface Cookies {
  cookie(name: CookieName): string | undefined;
  setCookie(name: CookieName, value: string, options: { maxAgeSeconds: number }): void;
}

/** The form of our tokens: nothing else that a cookie may hold is taken over. */
const tokenForm = /^[\w-]{43}$/;

/** The token by which a browser is known again, from its cookie or new; `giveLoginCookies` writes it. */
export function deviceTokenOf(call: Cookies): string {
  const known = call.cookie('device');
  return known !== undefined && tokenForm.test(known) ? known : makeToken().token;
}

/** Gives a browser the refresh token of its new login and the token by which it is known again. */
export function giveLoginCookies(call: Cookies, given: { refreshToken: string; deviceToken: string }): void {
  call.setCookie('refresh', given.refreshToken, refreshCookie);
  giveDeviceCookie(call, given.deviceToken);
}

/** Gives a browser only the token by which it is known again. */
export function giveDeviceCookie(call: Cookies, deviceToken: string): void {
  call.setCookie('device', deviceToken, deviceCookie);
}

/** Gives a browser the next refresh token of its login. */
export function giveRefreshCookie(call: Cookies, refreshToken: string): void {
  call.setCookie('refresh', refreshToken, refreshCookie);
}
