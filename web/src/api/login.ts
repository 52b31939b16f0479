import { type LoginReply, login, logout, type MfaRequired, refresh, type User } from '@og-tickets/contract/accounts.ts';
import { base64UrlToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { useSyncExternalStore } from 'react';
import { ApiError } from './api-error.ts';
import { chooseLanguage } from '../words/language.ts';
import { send } from './http.ts';

/**
 * Who uses this browser. `unknown` lasts only from the start until the first refresh has answered; `unreachable` is
 * somebody with a login of an earlier visit while the server cannot be asked: what was kept here may be shown.
 */
export type LoginState =
  | { status: 'unknown' }
  | { status: 'unreachable' }
  | { status: 'guest' }
  | { status: 'in'; user: User; mfa: LoginReply['mfa'] };

/** The token is renewed this long before it ends, so that no call goes out with one that dies on the way. */
const RENEW_BEFORE_MS = 15_000;
/** Says that a refresh cookie probably exists, so that a visitor who never logged in costs no refused request. */
const HINT_KEY = 'og-tickets.logged-in';

const guest: LoginState = { status: 'guest' };
let state: LoginState = readHint() ? { status: 'unknown' } : guest;
/** In memory only: a script that could read storage would find nothing. */
let token: { value: string; endsAtMs: number } | undefined;
let refreshing: Promise<void> | undefined;
const listeners = new Set<(next: LoginState, before: LoginState) => void>();
let otherTabs: BroadcastChannel | undefined;

/** Tries to go on with the login of an earlier visit; call once at the start. */
export function startLogin(): void {
  otherTabs = new BroadcastChannel('og-tickets.login');
  otherTabs.addEventListener('message', ({ data }) => {
    if (data === 'out') become({ status: 'guest' });
    else if (state.status !== 'in') void refreshLogin();
  });
  addEventListener('online', () => {
    if (state.status === 'unreachable') void refreshLogin();
  });
  if (readHint()) void refreshLogin();
}

/** True when this browser probably holds a login, known before the server has been asked. */
export function mayHaveLogin(): boolean {
  return readHint();
}

/**
 * Logs in. Returns what the second step needs where the account has a second factor, else null: it is done. Throws
 * ApiError `bad_credentials` and the like.
 */
export async function logIn(credentials: { email: string; password: string }): Promise<MfaRequired | null> {
  const response = await send(login, { body: credentials });
  const reply: LoginReply | MfaRequired = await response.json();
  if ('mfaRequired' in reply) return reply;
  acceptLogin(reply);
  return null;
}

/** Takes over the login that the server has opened, here and in the other tabs. */
export function acceptLogin(reply: LoginReply): void {
  accept(reply);
  otherTabs?.postMessage('in');
  // Who has an account has said there which language to write and speak to them.
  chooseLanguage(reply.user.locale);
}

/** Ends the login here, in the other tabs and on the server. Throws ApiError when the server could not be told. */
export async function logOut(): Promise<void> {
  // The refresh cookie says which login; an access token that had just ended would only be refused.
  await send(logout, {});
  become({ status: 'guest' });
  otherTabs?.postMessage('out');
}

/** The server has ended this login for another reason: here and in the other tabs it is over too. */
export function forgetLogin(): void {
  become({ status: 'guest' });
  otherTabs?.postMessage('out');
}

/**
 * Gets a new access token. Calls share one request, tabs take turns: the refresh cookie is rotated each time, and
 * using an old one again would end the login. When no reply comes nothing changes, except that `unknown` ends.
 */
export function refreshLogin(): Promise<void> {
  refreshing ??= oneTabAtATime(refreshOnce).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** The access token to send now, renewed first when it is about to end; undefined for a guest. */
export async function currentToken(): Promise<string | undefined> {
  const fresh = token && token.endsAtMs - RENEW_BEFORE_MS > Date.now();
  if (!fresh && readHint()) await refreshLogin();
  return token?.value;
}

/** The token to send after the server refused `refused`: another call may have renewed it in the meantime. */
export async function tokenAfter(refused: string): Promise<string | undefined> {
  if (token?.value === refused) await refreshLogin();
  return token?.value;
}

/** The id of the login, as its access token says it; null for a guest. */
export function currentLoginId(): string | null {
  const payload = token?.value.split('.')[1];
  if (payload === undefined) return null;
  const claims: unknown = JSON.parse(new TextDecoder().decode(base64UrlToBytes(payload)));
  const isClaims = typeof claims === 'object' && claims !== null && 'sid' in claims;
  return isClaims && typeof claims.sid === 'string' ? claims.sid : null;
}

/** The state once it is no longer `unknown`, for route guards. */
export async function settledLogin(): Promise<LoginState> {
  if (state.status === 'unknown') await refreshLogin();
  return state;
}

/** Who uses this browser; the component renders again when it changes. */
export function useLogin(): LoginState {
  // A page that the server drew is a guest's.
  return useSyncExternalStore(
    onLoginChange,
    () => state,
    () => guest,
  );
}

/** Calls `listener` at each change; returns how to stop that. */
export function onLoginChange(listener: (next: LoginState, before: LoginState) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function refreshOnce(): Promise<void> {
  try {
    const response = await send(refresh, {});
    const reply: LoginReply = await response.json();
    accept(reply);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) become({ status: 'guest' });
    else if (state.status === 'unknown') setState({ status: 'unreachable' });
  }
}

function accept(reply: LoginReply): void {
  token = { value: reply.accessToken, endsAtMs: Date.now() + reply.expiresInSeconds * 1000 };
  become({ status: 'in', user: reply.user, mfa: reply.mfa });
}

function become(next: LoginState): void {
  if (next.status !== 'in') token = undefined;
  writeHint(next.status === 'in');
  setState(next);
}

function setState(next: LoginState): void {
  const before = state;
  state = next;
  for (const listener of listeners) listener(next, before);
}

async function oneTabAtATime(work: () => Promise<void>): Promise<void> {
  // Browsers give locks to secure pages only; over plain http the server's tolerance for quick repeats has to do.
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('og-tickets.refresh', work);
}

function readHint(): boolean {
  if (import.meta.env.SSR) return false;
  try {
    return localStorage.getItem(HINT_KEY) !== null;
  } catch {
    return false;
  }
}

function writeHint(loggedIn: boolean): void {
  try {
    if (loggedIn) localStorage.setItem(HINT_KEY, '1');
    else localStorage.removeItem(HINT_KEY);
  } catch {
    // Storage is switched off: the login lasts until the page is left.
  }
}
