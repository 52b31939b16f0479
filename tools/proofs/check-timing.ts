import { randomBytes, randomInt } from 'node:crypto';
import type { MadeAccount } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { fromElsewhere } from '../../server/test/client.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C32: login, registration and forgotten password answer the same for addresses with and without an account, in status,
// body and time. Who goes first is drawn anew for each pair of calls, so that whatever else the machine does falls on both alike.

const calls = numberOption('calls', 1_000);
const accounts = 50;
const allowedMs = 5;
const password = 'le chat dort sur le toit';

type Make = (email: string) => { path: string; body: object };

const kinds: Record<string, Make> = {
  login: (email) => ({ path: '/auth/login', body: { email, password: 'not the right one' } }),
  'login after a registration': (email) => ({ path: '/auth/login', body: { email, password: 'not the right one' } }),
  register: (email) => ({
    path: '/auth/register',
    body: { email, password, firstName: 'Ana', lastName: 'Roy', acceptTerms: true, locale: 'fr' },
  }),
  forgot: (email) => ({ path: '/auth/password/forgot', body: { email } }),
};

interface Seen {
  ms: number;
  answer: string;
}

async function call(shop: TestShop, { path, body }: ReturnType<Make>): Promise<Seen> {
  const headers = fromElsewhere();
  const fromMs = performance.now();
  const { status, bytes } = await shop.client().post(path, body, headers);
  const ms = performance.now() - fromMs;
  // Only the reference of the request may differ.
  return { ms, answer: `${status} ${bytes.toString().replace(/"requestId":"[^"]*"/, '')}` };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function unknownEmail(): string {
  return `nobody-${randomBytes(8).toString('hex')}@example.org`;
}

async function compare(shop: TestShop, name: string, make: Make, known: readonly MadeAccount[]): Promise<Finding> {
  const seen: { known: Seen[]; unknown: Seen[] } = { known: [], unknown: [] };
  for (let i = 0; i < calls; i += 1) {
    // The limits are another check's matter.
    if (i % 2 === 0) await shop.db.deleteFrom('accounts.tries').execute();
    const asked = { known: known[i % known.length]?.email ?? '', unknown: unknownEmail() };
    if (name === 'login after a registration') {
      const register = kinds['register'];
      for (const email of Object.values(asked)) if (register !== undefined) await call(shop, register(email));
    }
    const order = randomInt(2) === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const side of order) seen[side].push(await call(shop, make(asked[side])));
  }
  const [knownMs, unknownMs] = [seen.known, seen.unknown].map((list) => median(list.map(({ ms }) => ms)));
  const differenceMs = Math.abs((knownMs ?? Number.NaN) - (unknownMs ?? Number.NaN));
  const pairs = seen.known.map(({ ms }, i) => ms - (seen.unknown[i]?.ms ?? Number.NaN));
  const pairedDifferenceMs = Math.abs(median(pairs));
  const answers = new Set([...seen.known, ...seen.unknown].map(({ answer }) => answer));
  const figures = { calls, knownMs, unknownMs, differenceMs, pairedDifferenceMs, answers: answers.size };
  return { name, passed: answers.size === 1 && Math.max(differenceMs, pairedDifferenceMs) < allowedMs, figures };
}

/** The same measure where one side makes no hash: an account whose tries are used up. */
async function control(shop: TestShop, known: MadeAccount | undefined): Promise<Finding> {
  const email = known?.email ?? '';
  const ms: { hashed: number[]; refused: number[] } = { hashed: [], refused: [] };
  for (let i = 0; i < 20; i += 1) await call(shop, kinds['login']?.(email) ?? { path: '/', body: {} });
  for (let i = 0; i < Math.min(calls, 200); i += 1) {
    const login = kinds['login'];
    if (login === undefined) break;
    ms.refused.push((await call(shop, login(email))).ms);
    ms.hashed.push((await call(shop, login(unknownEmail()))).ms);
  }
  const differenceMs = median(ms.hashed) - median(ms.refused);
  return { name: 'control: a hash left out shows', passed: differenceMs > allowedMs, figures: { differenceMs } };
}

const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1' } });
try {
  const known: MadeAccount[] = [];
  for (let i = 0; i < accounts; i += 1) known.push(await shop.make.account());
  const findings: Finding[] = [];
  for (const [name, make] of Object.entries(kinds)) findings.push(await compare(shop, name, make, known));
  report('C32', [...findings, await control(shop, known[0])]);
} finally {
  await shop.close();
}
