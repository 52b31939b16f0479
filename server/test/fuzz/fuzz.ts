import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { isEventsReply, isFileReply } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { refusals } from '@og-tickets/contract/refusals.ts';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { Client, fromElsewhere } from '../client.ts';
import { enrolTotp } from '../factors.ts';
import type { TestShop } from '../harness.ts';
import { changedValue, rightValue, type Schema } from './values.ts';

/** What was found by calling every endpoint with made inputs. */
export interface Fuzzed {
  calls: number;
  statuses: Record<number, number>;
  /** What must not be: a 5xx, a stack trace, a reply that is not what the contract says. */
  faults: string[];
  slowestMs: number;
  slowest: string;
}

const validator = new Ajv({ strict: false });
addFormats.default(validator, ['uuid', 'email', 'date', 'date-time']);
const compiled = new Map<object, ValidateFunction>();
/** Those that end a login or an account come last. */
const ending = /logout|password|erasure|logins|mfa|passkeys|recovery|\/me$|accounts|people/;
const faultsKept = 20;

/** Calls every endpoint `perEndpoint` times as somebody who may call it, half of the inputs changed. */
export async function fuzzAll(
  shop: TestShop,
  { seed, perEndpoint }: { seed: number; perEndpoint: number },
): Promise<Fuzzed> {
  const seen: Fuzzed = { calls: 0, statuses: {}, faults: [], slowestMs: 0, slowest: '' };
  const callers = await makeCallers(shop);
  const ordered = endpoints.toSorted((a, b) => Number(ending.test(a.path)) - Number(ending.test(b.path)));
  for (const [index, endpoint] of ordered.entries()) {
    for (const input of inputsOf(endpoint, seed + index, perEndpoint)) {
      const caller = await callers.of(endpoint);
      await callOnce(endpoint, caller, input, seen);
    }
  }
  return seen;
}

interface Input {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

function inputsOf({ params, query, body }: Endpoint, seed: number, count: number): Input[] {
  const half = Math.ceil(count / 2);
  const made = (schema: Schema | undefined, make: (of: Schema) => fc.Arbitrary<unknown>) =>
    schema === undefined ? fc.constant(undefined) : make(schema);
  const inputs = (make: (of: Schema) => fc.Arbitrary<unknown>, at: number, size: number): Input[] =>
    fc
      .sample(fc.tuple(made(params, rightValue), made(query, make), made(body, make)), {
        seed: seed + at,
        numRuns: size,
      })
      .map(([one, two, three]) => ({ params: record(one), query: record(two), body: three }));
  return [...inputs(rightValue, 0, half), ...inputs(changedValue, 1, count - half)];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

async function callOnce(endpoint: Endpoint, caller: Client, input: Input, seen: Fuzzed): Promise<void> {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(text(input.params[name]) || '-'),
  );
  const pairs = Object.entries(input.query).map(([name, value]) => [name, text(value)]);
  const query = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  const startedMs = performance.now();
  const response = await fetch(`${caller.url}/api/v1${path}${query}`, {
    method: endpoint.method,
    redirect: 'manual',
    headers: headersOf(endpoint, caller, input.body),
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  });
  const bytes = hasEvents(endpoint) ? await dropped(response) : await response.text();
  const tookMs = performance.now() - startedMs;
  seen.calls += 1;
  seen.statuses[response.status] = (seen.statuses[response.status] ?? 0) + 1;
  if (tookMs > seen.slowestMs) [seen.slowestMs, seen.slowest] = [Math.round(tookMs), endpoint.id];
  const fault = faultOf(endpoint, response, bytes);
  if (fault === null || seen.faults.length >= faultsKept) return;
  seen.faults.push(`${endpoint.id} ${path}${query} ${JSON.stringify(input.body)?.slice(0, 300)}: ${fault}`);
}

function headersOf(endpoint: Endpoint, caller: Client, body: unknown): Record<string, string> {
  return {
    'x-requested-with': 'og-tickets',
    // Where the shop stands behind a proxy: guesses at logins are counted by address, and the callers' own must get through.
    ...fromElsewhere(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(caller.accessToken === null ? {} : { authorization: `Bearer ${caller.accessToken}` }),
    ...(endpoint.idempotencyKey === true ? { 'idempotency-key': crypto.randomUUID() } : {}),
  };
}

/** A text that can stand in an address: half a letter cannot. */
function text(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 2_000);
}

function hasEvents(endpoint: Endpoint): boolean {
  return Object.values(endpoint.replies).some(isEventsReply);
}

async function dropped(response: Response): Promise<string> {
  if (response.status !== 200) return response.text();
  await response.body?.cancel();
  return '';
}

function faultOf(endpoint: Endpoint, { status, headers }: Response, body: string): string | null {
  // The sale's own overload and a service that is not there are said, not failed.
  if (status >= 500) return `status ${status} ${body.slice(0, 200)}`;
  if (/\n\s+at .*\.[tj]s:\d+|node_modules|graphile_worker|pg_catalog/.test(body)) return 'the inside shows';
  if (status >= 400) return problemFault(body, headers);
  const shape = endpoint.replies[status];
  if (shape === undefined) return `no reply ${status} is in the contract`;
  if (shape === null) return body === '' ? null : 'a body where none is said';
  if (isFileReply(shape) || isEventsReply(shape)) return null;
  const validate = compiled.get(shape) ?? validator.compile(shape);
  compiled.set(shape, validate);
  return validate(JSON.parse(body)) ? null : `not as its schema: ${JSON.stringify(validate.errors).slice(0, 200)}`;
}

function problemFault(body: string, headers: Headers): string | null {
  if (!(headers.get('content-type') ?? '').startsWith('application/problem+json'))
    return 'a refusal that is no problem';
  const { code }: { code?: string } = JSON.parse(body);
  return code !== undefined && code in refusals ? null : `an unknown code ${code}`;
}

/** Somebody of each role; who has lost their login gets another. */
async function makeCallers(shop: TestShop): Promise<{ of(endpoint: Endpoint): Promise<Client> }> {
  const known = new Map<string, { client: Client; sinceMs: number }>();
  const login = async (role: 'customer' | 'controller' | 'admin'): Promise<Client> => {
    const client = await shop.make.login(await shop.make.account(role));
    if (role !== 'customer') await enrolTotp(client);
    return client;
  };
  /** Access tokens last eight minutes, proofs of who is there five. */
  const goodForMs = 200_000;
  return {
    of: async ({ access }) => {
      if (access.kind !== 'login') return new Client(shop.url);
      const role = access.roles.includes('admin') ? 'admin' : (access.roles[0] ?? 'customer');
      const kept = known.get(role);
      const isGood = kept !== undefined && performance.now() - kept.sinceMs < goodForMs && (await stillIn(kept.client));
      if (kept !== undefined && isGood) return kept.client;
      const client = await login(role);
      known.set(role, { client, sinceMs: performance.now() });
      return client;
    },
  };
}

async function stillIn(client: Client): Promise<boolean> {
  return (await client.get('/me')).status === 200;
}
