import type { LoginReply, MfaRequired } from '@og-tickets/contract/accounts.ts';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { Answer, Client } from './client.ts';
import type { MadeAccount } from './factory.ts';
import type { TestShop } from './harness.ts';

/** The app of a person: shows the code of a moment, now or so many steps of 30 seconds away. */
export class CodeApp {
  readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  code(steps = 0): string {
    return TOTP.generate({ secret: Secret.fromBase32(this.secret), timestamp: Date.now() + steps * 30_000 });
  }
}

/** Renews the access token of a browser, as our pages do once the server says that it is outdated. */
export async function renewToken(browser: Client): Promise<LoginReply> {
  browser.accessToken = null;
  const answer = await browser.post<LoginReply>('/auth/refresh');
  if (answer.status !== 200) throw new Error(`no new token: ${answer.status} ${answer.bytes.toString()}`);
  browser.accessToken = answer.body.accessToken;
  return answer.body;
}

/** Gives the account of a logged-in browser an app. The code of the present step is used up by it. */
export async function enrolTotp(browser: Client): Promise<{ app: CodeApp; recoveryCodes: string[] }> {
  const begun = await browser.post<{ secret: string }>('/me/mfa/totp');
  if (begun.status !== 201) throw new Error(`no secret: ${begun.status} ${begun.bytes.toString()}`);
  const app = new CodeApp(begun.body.secret);
  const confirmed = await browser.post<{ recoveryCodes: string[] | null }>('/me/mfa/totp/confirm', {
    code: app.code(),
  });
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.status} ${confirmed.bytes.toString()}`);
  await renewToken(browser);
  return { app, recoveryCodes: confirmed.body.recoveryCodes ?? [] };
}

/** First step of a login with a second factor. */
export async function passwordStep(browser: Client, { email, password }: MadeAccount): Promise<MfaRequired> {
  const answer = await browser.post<MfaRequired>('/auth/login', { email, password });
  if (answer.status !== 200 || !answer.body.mfaRequired) throw new Error(`no second step: ${answer.bytes.toString()}`);
  return answer.body;
}

/** Forgets which codes of the app were used, as if minutes had passed. */
export async function forgetUsedCodes(shop: TestShop, account: MadeAccount): Promise<void> {
  await sql`UPDATE accounts.totp_factors SET last_step = 0 WHERE account_id = ${account.id}`.execute(shop.db);
}

/** Lets the last proof of who is there be so many seconds old, in every login of an account. */
export async function ageProofs(shop: TestShop, account: MadeAccount, seconds: number): Promise<void> {
  await sql`UPDATE accounts.logins SET step_up_at = now() - make_interval(secs => ${seconds})
    WHERE account_id = ${account.id}`.execute(shop.db);
}

/** `200` and the like, or the code of a refusal. */
export function outcomeOf({ status, body }: Pick<Answer<unknown>, 'status' | 'body'>): string {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : String(status);
}

/** An account with an app none of whose codes was used, the browser that gave it one, and its recovery codes. */
export async function withApp(shop: TestShop) {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  const { app, recoveryCodes } = await enrolTotp(browser);
  await forgetUsedCodes(shop, account);
  return { account, browser, app, recoveryCodes };
}
