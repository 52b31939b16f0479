import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, Endpoint } from '@og-tickets/contract/endpoint.ts';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { createModules } from '../server/src/app.ts';
import { readConfig } from '../server/src/config.ts';
import { systemClock } from '../server/src/platform/clock.ts';
import { OwnCallCounts } from '../server/src/platform/call-counts/call-counts.ts';
import { NobodyElse } from '../server/src/platform/fan-out/fan-out.ts';
import type { Route } from '../server/src/platform/http/route.ts';
import { loadKeyRing } from '../server/src/platform/keys/key-ring.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { Metrics } from '../server/src/platform/metrics/metrics.ts';
import { unconnected } from '../server/test/unconnected.ts';

const file = 'docs/policy.md';

/** The routes of the shop, made without a database: nobody calls them. */
async function readRoutes(): Promise<Route[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-policy-'));
  try {
    const keys = await loadKeyRing({ dataDir, files: {}, generate: true });
    const db = unconnected();
    const config = readConfig({ OG_DATA_DIR: dataDir });
    const log = createLogger('silent');
    const alone = { fanOut: new NobodyElse(), counts: new OwnCallCounts(), metrics: new Metrics() };
    const modules = createModules({ db, aside: db, config, clock: systemClock, keys, log, ...alone, ownUrl: () => '' });
    return modules.flatMap(({ routes }) => routes);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function who(access: Access): string {
  if (access.kind === 'anyone') return 'anyone';
  return access.kind === 'provider' ? 'the payment provider, by signature' : access.roles.join(', ');
}

function secondFactor(access: Access): string {
  if (access.kind !== 'login') return '';
  if (access.whileEnrolling === true) return 'not yet needed';
  return access.roles.some((role) => role !== 'customer') ? 'staff' : '';
}

function rateLimit({ options }: Route): string {
  const { perAddressPerMinute, perAccountPerDay } = options;
  const limited = [
    ...(perAddressPerMinute === undefined ? [] : [`${perAddressPerMinute} per address and minute`]),
    ...(perAccountPerDay === undefined ? [] : [`${perAccountPerDay} per account and day`]),
  ];
  return limited.join(', ');
}

function rowOf(endpoint: Endpoint, route: Route): string {
  const { access } = endpoint;
  const login = access.kind === 'login' ? access : undefined;
  const cells = [
    `${endpoint.method} \`${endpoint.path}\``,
    who(access),
    login?.owns === undefined ? '' : `own ${login.owns}`,
    secondFactor(access),
    login?.stepUp === true ? 'yes' : '',
    endpoint.idempotencyKey === true ? 'required' : '',
    rateLimit(route),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Every route of the shop with who may call it. Throws for an endpoint without a route, or a route that nobody declared. */
async function policyText(): Promise<string> {
  const routes = new Map((await readRoutes()).map((route) => [route.endpoint.id, route]));
  const rows = endpoints.map((endpoint) => {
    const route = routes.get(endpoint.id);
    if (route === undefined) throw new Error(`${endpoint.id} stands in the contract and has no route`);
    routes.delete(endpoint.id);
    return rowOf(endpoint, route);
  });
  const [undeclared] = routes.keys();
  if (undeclared !== undefined) throw new Error(`${undeclared} has a route and does not stand in the contract`);
  return `# Who may call what

Written by \`npm run policy\` from the contract and the routes; \`npm run check\` tells when it is not true any more. A
route without a policy keeps the server from starting.

- **Who**: the roles of a login, or anyone.
- **Whose**: the object in the path must be the caller's own; another's answers 404, as one that does not exist.
- **Second factor**: staff (controller, admin) needs a login that proved one, or gets \`mfa_required\`; \`not yet needed\` marks
  what staff may call in order to get one. A demo (\`OG_DEMO=1\`) lets staff without a factor go on and says so on every page.
- **Step-up**: who is there must have been proved again within five minutes, or \`step_up_required\`.
- **Idempotency-Key**: with \`required\`, a call sent twice is done once.
- **Rate limit**: besides the one of the whole server, and of passwords and codes per account.

| Route | Who | Whose | Second factor | Step-up | Idempotency-Key | Rate limit |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Returns a sentence when the table in the repository is not that of the contract and the routes. */
export async function checkPolicyFile(): Promise<string[]> {
  const text = await policyText();
  return readFileSync(file, 'utf8') === text ? [] : [`${file} is not what the routes say; run \`npm run policy\``];
}

if (import.meta.main) writeFileSync(file, await policyText());
