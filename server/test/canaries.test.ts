import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MfaRequired } from '@og-tickets/contract/accounts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Ticket, TicketCode } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Canaries, WatchedClient } from './canaries/canaries.ts';
import { refuseRows } from './canaries/refuse-rows.ts';
import { type HeardShop, openHeardShop } from './canaries/shop.ts';
import { CodeApp, renewToken } from './factors.ts';
import { acceptedCard, declinedCard, type MadeAccount, type MadeSession } from './factory.ts';
import { paperCode, scanOf } from './gate.ts';
import { mailsOf, tokenOf } from './mails.ts';

// C41: secrets and people go through the whole of the shop while it logs all it can. None of them is in a log line, in an
// address that the servers are called by, in a job, or in what a caller is refused with.

let heard: HeardShop;
let canaries: Canaries;
let refusals: string[];
const session: { is?: MadeSession } = {};

const mark = (): string => randomUUID().replaceAll('-', '').slice(0, 12);
const browserOf = (name: string): WatchedClient => new WatchedClient(heard.url, name, canaries, refusals);
const password = (what: string): string => canaries.add(what, `Mot-de-passe ${mark()} é!`);
const email = (what: string): string => canaries.add(what, `${what.replaceAll(' ', '.')}.${mark()}@example.org`);

beforeEach(async () => {
  [canaries, refusals] = [new Canaries(), []];
  heard = await openHeardShop();
  session.is = await heard.make.session();
  const folder = join(heard.keysDir, 'secrets');
  for (const file of await readdir(folder)) {
    canaries.add(`key ${file}`, (await readFile(join(folder, file), 'utf8')).split(':')[1]?.trim());
  }
});
afterEach(() => heard.close());

/** Calls a path and expects this status. */
async function must<Body>(
  browser: WatchedClient,
  status: number,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Body> {
  const answer = await browser.call<Body>(method, path, { ...(body === undefined ? {} : { body }), headers });
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${answer.bytes.toString()}`);
  return answer.body;
}

interface Person extends Omit<MadeAccount, 'id'> {
  browser: WatchedClient;
}

/** Logs in anew: a token that is no longer good would be refused. */
async function logIn({ browser, ...account }: Person): Promise<void> {
  browser.accessToken = null;
  await heard.make.login({ ...account, id: '' }, browser);
}

/** Registers, is refused, activates and logs in. */
async function register(name: string): Promise<Person> {
  const browser = browserOf(name);
  const [address, secret] = [email(`${name} address`), password(`${name} password`)];
  const body = {
    email: address,
    password: secret,
    firstName: canaries.add(`${name} first name`, `Zoé ${mark()}`),
    lastName: canaries.add(`${name} last name`, `O’Neil ${mark()}`),
    acceptTerms: true,
  };
  await must(browser, 400, 'POST', '/auth/register', { ...body, password: 'short' });
  await must(browser, 400, 'POST', '/auth/register', { ...body, stray: canaries.add(`${name} stray field`, mark()) });
  await must(browser, 202, 'POST', '/auth/register', body);
  await must(browser, 202, 'POST', '/auth/register', body);
  await must(browser, 401, 'POST', '/auth/login', { email: address, password: password(`${name} guess`) });
  const mails = await mailsOf(heard, address, 1);
  const token = canaries.add(`${name} activation`, tokenOf(mails[0], 'activation'));
  await must(browser, 422, 'POST', '/auth/activate', { token: canaries.add('no token', 'Q'.repeat(31) + mark()) });
  await must(browser, 204, 'POST', '/auth/activate', { token });
  const { accessToken } = await must<{ accessToken: string }>(browser, 200, 'POST', '/auth/login', {
    email: address,
    password: secret,
  });
  browser.accessToken = accessToken;
  return { browser, email: address, password: secret };
}

/** Forgotten, reset and changed password, changed address; ends logged in. */
async function changeAccess(person: Person): Promise<Person> {
  const { browser } = person;
  await must(browser, 202, 'POST', '/auth/password/forgot', { email: email('nobody known') });
  await must(browser, 202, 'POST', '/auth/password/forgot', { email: person.email });
  const mails = await heard.make.until(async () => {
    const all = await mailsOf(heard, person.email, 1);
    return all.some(({ text }) => text.includes('/mot-de-passe#')) ? all : null;
  }, 'the mail with a new password');
  const reset = mails.find(({ text }) => text.includes('/mot-de-passe#'));
  const token = canaries.add('reset', tokenOf(reset, 'mot-de-passe'));
  const second = password('password after reset');
  await must(browser, 204, 'POST', '/auth/password/reset', { token, password: second });
  browser.accessToken = null;
  await must(browser, 422, 'POST', '/auth/password/reset', { token, password: password('password never set') });
  await logIn({ ...person, password: second });
  const third = password('password after change');
  await must(browser, 204, 'POST', '/auth/password/change', { current: second, next: third });
  const newEmail = email('new address');
  await logIn({ ...person, password: third });
  await must(browser, 202, 'POST', '/me/email-change', { newEmail, password: third });
  for (const [side, address] of [['new', newEmail] as const, ['old', person.email] as const]) {
    const link = await heard.make.until(async () => {
      const found = (await mailsOf(heard, address, 1)).find(({ text }) => text.includes('/adresse#'));
      return found ?? null;
    }, `the mail to the ${side} address`);
    const change = canaries.add(`${side} change`, tokenOf(link, 'adresse'));
    await must(browser, 200, 'POST', '/auth/email-change/confirm', { token: change });
  }
  const changed = { ...person, email: newEmail, password: third };
  await logIn(changed);
  return changed;
}

/** Adds an app, logs in by it and by a recovery code, proves again, refreshes. */
async function useFactors({ browser, email: address, password: secret }: Person): Promise<void> {
  const begun = await must<{ secret: string }>(browser, 201, 'POST', '/me/mfa/totp');
  const app = new CodeApp(canaries.add('app secret', begun.secret));
  const confirmed = await must<{ recoveryCodes: string[] }>(browser, 200, 'POST', '/me/mfa/totp/confirm', {
    code: app.code(),
  });
  for (const [index, code] of confirmed.recoveryCodes.entries()) canaries.add(`recovery code ${index}`, code);
  browser.accessToken = null;
  for (const code of [canaries.add('wrong recovery code', 'AAAAA-BBBBB-CCCCC'), confirmed.recoveryCodes[0]]) {
    const step = await must<MfaRequired>(browser, 200, 'POST', '/auth/login', { email: address, password: secret });
    canaries.add(`login step ${code}`, step.mfaToken);
    const answer = await browser.post<{ accessToken: string }>('/auth/login/mfa', { mfaToken: step.mfaToken, code });
    if (answer.status === 200) browser.accessToken = answer.body.accessToken;
  }
  await renewToken(browser);
  await must(browser, 204, 'DELETE', '/me/mfa/totp');
  await renewToken(browser);
}

/** Buys by the bank's form, is declined once, names who enters. */
async function buy(browser: WatchedClient): Promise<{ order: Order; ticket: Ticket }> {
  if (session.is === undefined) throw new Error('no session');
  const order = await heard.make.order(browser, session.is);
  const { id, clientSecret } = order.payment;
  canaries.add('client secret', clientSecret);
  const confirm = `/simulated-bank/payments/${id}/confirm`;
  canaries.add('declined card', declinedCard.cardNumber);
  canaries.add('accepted card', acceptedCard.cardNumber);
  await browser.post(confirm, { clientSecret, ...declinedCard });
  await browser.post(confirm, {
    clientSecret: canaries.add('wrong client secret', `pay_${mark()}${mark()}`),
    ...acceptedCard,
  });
  const paid = await heard.make.pay(browser, order);
  const list = await must<{ items: Ticket[] }>(browser, 200, 'GET', `/tickets?order=${paid.code}`);
  const ticket = list.items[0];
  if (ticket === undefined) throw new Error('no ticket');
  await must(browser, 200, 'PATCH', `/tickets/${ticket.id}`, { holders: [canaries.add('holder', `Inès ${mark()}`)] });
  return { order: paid, ticket };
}

/** The code on the page, the PDF, two scans and one of a forged code. */
async function enter(browser: WatchedClient, ticket: Ticket): Promise<void> {
  if (session.is === undefined) throw new Error('no session');
  const pdf = await browser.get(`/tickets/${ticket.id}/ticket.pdf`);
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const rotating = await browser.get<TicketCode>(`/tickets/${ticket.id}/code`);
  for (const [key, value] of Object.entries(rotating.body)) {
    if (typeof value === 'string' && value.length > 40) canaries.add(`code: ${key}`, value);
  }
  const paper = canaries.add('code on paper', await paperCode(heard, ticket.id));
  const gate = browserOf('controller');
  await heard.make.login(await heard.make.account('controller'), gate);
  const forged = canaries.add('forged code', `${paper.slice(0, -4)}AAAA`);
  for (const code of [forged, paper, paper, canaries.add('no code', `https://evil.example/${mark()}`)]) {
    await must(gate, 200, 'POST', '/gate/redeem', scanOf(session.is, code));
  }
  await must(gate, 400, 'POST', '/gate/redeem', {
    ...scanOf(session.is, paper),
    gate: canaries.add('no gate', `gate ${mark()}${mark()}`),
  });
}

/** Gives a ticket away by mail; the other takes it. */
async function give(giver: Person, ticket: Ticket, taker: Person): Promise<void> {
  const wish = { email: taker.email };
  const path = `/tickets/${ticket.id}/transfer`;
  const offer = await must<{ link: string }>(giver.browser, 201, 'POST', path, wish, {
    'idempotency-key': randomUUID(),
  });
  const token = canaries.add('transfer', new URL(offer.link).hash.replace('#token=', ''));
  await must(taker.browser, 200, 'POST', '/transfers/preview', { token });
  await must(taker.browser, 200, 'POST', '/transfers/accept', { token });
  await must(giver.browser, 422, 'POST', '/transfers/accept', { token });
}

/** A copy of the own data, then deletion, back, deletion for good. */
async function leave(person: Person): Promise<void> {
  const { browser, email: address } = person;
  await must(browser, 202, 'POST', '/me/export');
  await heard.make.until(
    async () => ((await browser.get('/me/export/data.json')).status === 200 ? true : null),
    'a copy',
  );
  await must(browser, 200, 'DELETE', '/me');
  browser.accessToken = null;
  const mail = await heard.make.until(
    async () => (await mailsOf(heard, address, 1)).find(({ text }) => text.includes('/garder-mon-compte#')) ?? null,
    'the mail of a closed account',
  );
  await must(browser, 204, 'POST', '/auth/erasure/undo', {
    token: canaries.add('undo', tokenOf(mail, 'garder-mon-compte')),
  });
  await logIn(person);
  await must(browser, 200, 'DELETE', '/me');
  await sql`UPDATE accounts.accounts SET erase_after = now() - interval '1 second' WHERE status = 'closed'`.execute(
    heard.db,
  );
  await sql`SELECT graphile_worker.add_job('privacy.erase-closed', '{}'::json)`.execute(heard.db);
  await heard.make.until(async () => {
    const { rows } = await sql`SELECT FROM accounts.accounts WHERE status = 'closed'`.execute(heard.db);
    return rows.length === 0 ? true : null;
  }, 'erased accounts');
}

/** A call that ends in 500, and a job that fails. */
async function fail(): Promise<void> {
  const browser = browserOf('unlucky');
  const row = canaries.add('row in an error', `Léa ${mark()}`);
  const body = {
    email: email('unlucky'),
    password: password('unlucky password'),
    firstName: row,
    lastName: row,
    acceptTerms: true,
  };
  const heal = await refuseRows(heard.db, 'accounts.registrations', row);
  await must(browser, 500, 'POST', '/auth/register', body);
  await heal();
  const deliver = await refuseRows(heard.db, 'platform.mailbox', row);
  await must(browser, 202, 'POST', '/auth/register', body);
  await heard.make.until(
    async () => ((await heard.jobs()).includes('invalid input syntax') ? true : null),
    'a failed job',
  );
  await deliver();
}

test('secrets and people go through the shop and are found nowhere', async () => {
  const [friend, newcomer] = [await register('friend'), await register('buyer')];
  const buyer = await changeAccess(newcomer);
  await useFactors(buyer);
  const { ticket } = await buy(buyer.browser);
  const second = await buy(buyer.browser);
  await enter(buyer.browser, second.ticket);
  await give(buyer, ticket, friend);
  await must(friend.browser, 404, 'GET', `/tickets/${second.ticket.id}`);
  await leave(await register('leaver'));
  await fail();
  await must(buyer.browser, 204, 'POST', '/auth/logout');

  const [metrics, jobs] = [await heard.metrics(), await heard.jobs()];
  // What is told in the background is told by now: traces are sent every five seconds, and when the shop stops.
  await heard.stop();
  const [logs, calls, told] = [
    heard.shop.said() + heard.bank.said(),
    heard.shop.calls() + heard.bank.calls(),
    metrics + heard.toldToWatchers(),
  ];
  expect(canaries.count).toBeGreaterThanOrEqual(50);
  expect(canaries.foundIn(logs)).toEqual([]);
  // The bank's form lies under the secret of its charge, as those of all payment providers do.
  expect(canaries.foundIn(calls.replaceAll(/\/pay\/\S+/g, '/pay/'))).toEqual([]);
  expect(canaries.foundIn(jobs)).toEqual([]);
  expect(canaries.foundIn(told)).toEqual([]);
  expect(told).toMatch(/og_http_request_duration_seconds_count\{[^]*\/api\/1\/envelope\/\n/);
  expect(told).toContain('/v1/traces\n');
  expect(canaries.foundIn(refusals.join('\n'))).toEqual([]);

  // All of it was looked at: the failures are in the log and in the queue, calls of both servers are known.
  expect(logs).toContain('request failed');
  // The role of the database that a shop has may do all that was done here, jobs included.
  expect(logs).not.toContain('permission denied');
  expect(logs).toMatch(/invalid input syntax for type uuid: \\"…\\"/);
  expect(jobs).toContain('invalid input syntax for type uuid: ""…""');
  expect(calls).toMatch(/in \/api\/v1\/auth\/login[^]*out http:\/\/127\.0\.0\.1:\d+\/api\/v1\/payments\/webhooks/);
  expect(refusals.length).toBeGreaterThan(15);
  // And what is there is found.
  for (const planted of [
    `{"msg":"welcome ${buyer.email}"}`,
    `GET /x?e=${encodeURIComponent(buyer.email)}`,
    buyer.email.toUpperCase(),
  ]) {
    expect(canaries.foundIn(`${logs}\n${planted}`)).toHaveLength(1);
  }
}, 180_000);
