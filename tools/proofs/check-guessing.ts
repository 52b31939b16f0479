import { randomBytes } from 'node:crypto';
import { Client } from '../../server/test/client.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C31: many guesses at many accounts, each from another address. Every 401 is a hash that was made, every 429 none. The
// others log in on browsers that their accounts know.

const guesses = numberOption('guesses', 10_000);
const accounts = numberOption('accounts', 100);
const attackers = 8;
/** As many as one process of the demo machine can turn away and still be asked by others. */
const guessesPerSecond = numberOption('rate', 20);
const honestLogins = numberOption('logins', 200);
const hashesAllowed = 10;
const slowerAllowed = 1.2;

function elsewhere(): Record<string, string> {
  return { 'x-forwarded-for': Array.from(randomBytes(4)).join('.') };
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

/** People who are not attacked log in one after the other. Returns the milliseconds of each. */
async function logInHonestly(shop: TestShop, people: readonly MadeAccount[], until: () => boolean): Promise<number[]> {
  const tookMs: number[] = [];
  const browsers = people.map(() => shop.client());
  for (const [i, { email, password }] of people.entries()) await browsers[i]?.post('/auth/login', { email, password });
  for (let i = 0; !until() || tookMs.length < honestLogins; i += 1) {
    const { email, password } = people[i % people.length] ?? { email: '', password: '' };
    const browser = browsers[i % people.length] ?? shop.client();
    const fromMs = performance.now();
    const { status } = await browser.post('/auth/login', { email, password }, elsewhere());
    if (status !== 200) throw new Error(`an honest login was answered ${status}`);
    tookMs.push(performance.now() - fromMs);
  }
  return tookMs;
}

async function attack(shop: TestShop, victims: readonly MadeAccount[]): Promise<Map<string, Record<number, number>>> {
  const seen = new Map<string, Record<number, number>>(victims.map(({ email }) => [email, {}]));
  let left = guesses;
  const startedMs = performance.now();
  const attacker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const dueMs = startedMs + ((guesses - left) / guessesPerSecond) * 1_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
      const email = victims[left % victims.length]?.email ?? '';
      const password = `guess ${randomBytes(6).toString('hex')}`;
      const { status } = await new Client(shop.url).post('/auth/login', { email, password }, elsewhere());
      const counts = seen.get(email);
      if (counts !== undefined) counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: attackers }, attacker));
  return seen;
}

async function prove(shop: TestShop): Promise<Finding[]> {
  const make = async (count: number): Promise<MadeAccount[]> => {
    const made: MadeAccount[] = [];
    for (let i = 0; i < count; i += 1) made.push(await shop.make.account());
    return made;
  };
  const [victims, others] = [await make(accounts), await make(20)];
  const owner = await shop.make.login(victims[0]);
  const quiet = percentile95(await logInHonestly(shop, others, () => true));
  let over = false;
  const attacking = attack(shop, victims).finally(() => {
    over = true;
  });
  const during = percentile95(await logInHonestly(shop, others, () => over));
  const seen = await attacking;
  const hashes = Array.from(seen.values(), (counts) => counts[401] ?? 0);
  const refused = Array.from(seen.values(), (counts) => counts[429] ?? 0).reduce((sum, count) => sum + count, 0);
  const { email, password } = victims[0] ?? { email: '', password: '' };
  owner.accessToken = null;
  const known = await owner.post('/auth/login', { email, password }, elsewhere());
  const unknown = await shop.client().post('/auth/login', { email, password }, elsewhere());
  const most = Math.max(...hashes);
  return [
    {
      name: 'hashes for one account in 15 minutes',
      passed: most <= hashesAllowed,
      figures: { guesses, accounts, most, refused },
    },
    { name: 'a known device still logs in', passed: known.status === 200, figures: { status: known.status } },
    {
      name: 'control: one that is not known waits',
      passed: unknown.status === 429,
      figures: { status: unknown.status },
    },
    {
      name: 'others log in as fast',
      passed: during <= quiet * slowerAllowed,
      figures: { p95QuietMs: quiet, p95DuringMs: during },
    },
  ];
}

const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1', DATABASE_CONNECTIONS: '16' } });
try {
  report('C31', await prove(shop));
} finally {
  await shop.close();
}
