import { readFileSync } from 'node:fs';
import type { Endpoint, Problem } from '@og-tickets/contract/endpoint.ts';
import { isEventsReply, isFileReply } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../client.ts';
import { renewToken } from '../factors.ts';
import { startTestShop, type TestShop } from '../harness.ts';
import type { Example } from './example.ts';
import { exampleOf, staleExamples } from './examples.ts';
import { makeWorld, nobodies, type Principal, principalNames, strangersValue, type World } from './world.ts';

/*
 * Every route of the contract against everybody who may not call it, against the ids of others, and with fields that it
 * does not have. A new route is tried by itself; what it takes stands in examples-*.ts.
 */

let shop: TestShop;
let world: World;
let renewedMs = 0;
beforeAll(async () => {
  // Whatever a route does, the role of the database that a shop has may do it.
  shop = await startTestShop({ asShopRole: true });
  world = await makeWorld(shop);
  renewedMs = Date.now();
}, 120_000);
afterAll(() => shop.close());

// Access tokens last eight minutes, proofs of who is there five.
beforeEach(async () => {
  await sql`UPDATE accounts.logins SET step_up_at = now()`.execute(shop.db);
  if (Date.now() - renewedMs < 240_000) return;
  renewedMs = Date.now();
  for (const name of principalNames) {
    if (name !== 'anonymous' && !nobodies.includes(name)) await renewToken(world.principals[name]);
  }
});

const validator = new Ajv({ allErrors: true, strict: false });
addFormats.default(validator, ['uuid', 'email', 'date', 'date-time']);

function call(browser: Client, endpoint: Endpoint, example: Example, body = example.body): Promise<Answer<unknown>> {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(example.params?.[name] ?? ''),
  );
  const headers: Record<string, string> =
    endpoint.idempotencyKey === true ? { 'idempotency-key': crypto.randomUUID() } : {};
  const query = example.query === undefined ? '' : `?${new URLSearchParams(example.query).toString()}`;
  return browser.call(endpoint.method, `${path}${query}`, { ...(body === undefined ? {} : { body }), headers });
}

/** `200`, or the code of a refusal. */
function outcome({ status, body }: Answer<unknown>): string {
  if (status < 400) return String(status);
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : `${status} without a code`;
}

/** How a route refuses somebody; null for one whom it lets in. */
function expectedRefusal({ access, refusals = [] }: Endpoint, name: Principal): string | null {
  if (nobodies.includes(name)) return 'unauthenticated';
  if (access.kind !== 'login') return null;
  if (name === 'anonymous') return 'unauthenticated';
  const role = name.startsWith('admin') ? 'admin' : name.endsWith('controller') ? 'controller' : 'customer';
  if (!access.roles.includes(role)) return 'forbidden';
  if (name === 'admin without MFA' && access.whileEnrolling !== true) return 'mfa_required';
  if (name === 'unassigned controller' && refusals.includes('not_posted')) return 'not_posted';
  return access.owns === undefined ? null : 'not_found';
}

const schemaSql = readFileSync(new URL('../../schema.sql', import.meta.url), 'utf8');
/** The name of every column of the database, and what prototypes are reached by. */
const columns = [
  ...new Set([...schemaSql.matchAll(/^ {2}([a-z_0-9]+) [a-z]/gm)].map(([, name = '']) => name)),
  'constructor',
  'isAdmin',
  'toString',
].filter((name) => name !== '');

/** Every object of a body, by its path, so that each can be given fields that it does not have. */
function objectsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => objectsIn(inner, [...path, name]))];
}

/** The body with every column as a further field of the object at a path. */
function withColumns(value: unknown, path: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [first, ...rest] = path;
  if (first === undefined) return { ...Object.fromEntries(columns.map((name) => [name, 'x'])), ...value };
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === first ? withColumns(inner, rest) : inner]),
  );
}

it('knows an example for every route, and a route for every example', () => {
  expect(staleExamples(endpoints)).toEqual([]);
  expect(columns.length).toBeGreaterThan(100);
  expect(columns).toContain('password_hash');
});

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_id, endpoint) => {
  it('refuses everybody whom its policy does not name, and no field gets in that it does not have', async () => {
    const example = await exampleOf(endpoint, world);
    for (const name of principalNames) {
      const refusal = expectedRefusal(endpoint, name);
      if (refusal === null) continue;
      const answer = await call(world.principals[name], endpoint, example);
      expect([name, outcome(answer)]).toEqual([name, refusal]);
    }
    for (const path of endpoint.body === undefined ? [] : objectsIn(example.body)) {
      const answer = await call(example.caller, endpoint, example, withColumns(example.body, path));
      expect([path, outcome(answer)]).toEqual([path, 'invalid_request']);
    }
    await expectEntitled(endpoint, example);
  }, 60_000);
});

/** Who may call is let in: without that, refusals would prove nothing. What comes back is what the contract says. */
async function expectEntitled(endpoint: Endpoint, example: Example & { caller: Client }): Promise<void> {
  // A stream never ends.
  if (Object.values(endpoint.replies).some(isEventsReply)) return;
  const answer = await call(example.caller, endpoint, example);
  if (example.refusal !== undefined) {
    expect(outcome(answer)).toBe(example.refusal);
    return;
  }
  expect(answer.status, answer.bytes.toString('utf8').slice(0, 400)).toBeLessThan(300);
  const shape = endpoint.replies[answer.status];
  expect(shape).toBeDefined();
  if (shape === undefined || shape === null) expect(answer.bytes).toHaveLength(0);
  else if (isFileReply(shape)) expect(answer.headers.get('content-type')).toContain(shape.file);
  else if (!isEventsReply(shape)) {
    const valid = validator.compile(shape);
    expect(valid(answer.body) ? [] : valid.errors).toEqual([]);
  }
}

/** Routes whose path names something of somebody's: by the policy, or a line of a guest's cart. */
const owned = endpoints.filter(
  ({ access, path }) =>
    path.includes('/:') && (access.kind === 'login' ? access.owns !== undefined : path.startsWith('/cart/')),
);

describe.each(owned.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s with an id of somebody else',
  (_id, endpoint) => {
    it('answers as if it did not exist, without a byte of it', async () => {
      const [theirs, mine] = [await exampleOf(endpoint, world), await exampleOf(endpoint, world)];
      for (const [name, foreign] of Object.entries(theirs.params ?? {})) {
        const swapped = await call(mine.caller, endpoint, { ...mine, params: { ...mine.params, [name]: foreign } });
        const nothing = { ...mine.params, [name]: strangersValue(foreign) };
        const unknown = await call(mine.caller, endpoint, { ...mine, params: nothing });
        expect([name, swapped.status, outcome(swapped)]).toEqual([name, 404, 'not_found']);
        expect(withoutRequest(swapped)).toEqual(withoutRequest(unknown));
      }
    }, 60_000);
  },
);

function withoutRequest(answer: Answer<unknown>): {
  status: number;
  problem: Omit<Problem, 'requestId'>;
  type: string | null;
} {
  const { requestId: _requestId, ...problem } = answer.body as Problem;
  return { status: answer.status, problem, type: answer.headers.get('content-type') };
}

it('has no route that names something of a customer and does not say whose it must be', () => {
  const unsaid = endpoints.filter(
    ({ access, path }) =>
      access.kind === 'login' && access.roles.includes('customer') && path.includes('/:') && access.owns === undefined,
  );
  expect(unsaid.map(({ id }) => id)).toEqual([]);
});
