import { randomBytes } from 'node:crypto';
import { Client } from '../../server/test/client.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C31: many guesses at many accounts, each from another address. Every 401 is a hash that was made, every 429 none. The
// others log in on browsers that their accounts know. Slices with guesses and without follow each other, so that whatever else
// the machine does falls on both alike.

const guesses = numberOption('guesses', 10_000);
const accounts = numberOption('accounts', 100);
const attackers = 8;
/** As many as one process of the demo machine can turn away and still be asked by others. */
const guessesPerSecond = numberOption('rate', 20);
const sliceMs = numberOption('slice', 5_000);
/** After a slice begins, guesses of the one before may still be at work. */
const settlingMs = 500;
const honestEveryMs = 150;
const hashesAllowed = 10;
const windowMs = 15 * 60_000;
const slowerAllowed = 1.2;

function elsewhere(): Record<string, string> {
  return { 'x-forwarded-for': Array.from(randomBytes(4)).join('.') };
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

function until(dueMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
}

/** Milliseconds that logins took, by what the shop had to bear meanwhile. */
interface Took {
  quiet: number[];
  attacked: number[];
}

/** People who are not attacked log in, one each `honestEveryMs`. Even slices are quiet, in odd ones others guess. */
async function logInHonestly(
  shop: TestShop,
  people: readonly MadeAccount[],
  { startedMs, isOver }: { startedMs: number; isOver: () => boolean },
): Promise<Took> {
  const took: Took = { quiet: [], attacked: [] };
  const browsers = people.map(() => shop.client());
  for (const [i, { email, password }] of people.entries()) await browsers[i]?.post('/auth/login', { email, password });
  for (let i = 0; !isOver(); i += 1) {
    await until(startedMs + i * honestEveryMs);
    const { email, password } = people[i % people.length] ?? { email: '', password: '' };
    const browser = browsers[i % people.length] ?? shop.client();
    const fromMs = performance.now();
    const { status } = await browser.post('/auth/login', { email, password }, elsewhere());
    if (status !== 200) throw new Error(`an honest login was answered ${status}`);
    const sinceStartMs = fromMs - startedMs;
    if (sinceStartMs < 0 || sinceStartMs % sliceMs < settlingMs) continue;
    took[Math.floor(sinceStartMs / sliceMs) % 2 === 0 ? 'quiet' : 'attacked'].push(performance.now() - fromMs);
  }
  return took;
}

/** Waits while others are to have their quiet: guesses that are late must not fall into it. */
async function untilAttacked(startedMs: number): Promise<void> {
  const slice = Math.floor((performance.now() - startedMs) / sliceMs);
  if (slice % 2 === 0) await until(startedMs + (slice + 1) * sliceMs);
}

interface Attack {
  /** When a hash was made, by address. */
  hashedAtMs: Map<string, number[]>;
  refused: number;
}

/** The most hashes for one account in any 15 minutes. */
function mostInWindow({ hashedAtMs }: Attack): number {
  const counts = Array.from(hashedAtMs.values()).flatMap((times) =>
    times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length),
  );
  return Math.max(...counts);
}

async function attack(shop: TestShop, victims: readonly MadeAccount[], startedMs: number): Promise<Attack> {
  const seen: Attack = { hashedAtMs: new Map(victims.map(({ email }) => [email, []])), refused: 0 };
  let made = 0;
  const attacker = async (): Promise<void> => {
    while (made < guesses) {
      const guess = made;
      made += 1;
      const attackedMs = (guess / guessesPerSecond) * 1_000;
      await until(startedMs + (Math.floor(attackedMs / sliceMs) + 1) * sliceMs + attackedMs);
      await untilAttacked(startedMs);
      const email = victims[guess % victims.length]?.email ?? '';
      const password = `guess ${randomBytes(6).toString('hex')}`;
      const { status } = await new Client(shop.url).post('/auth/login', { email, password }, elsewhere());
      if (status === 401) seen.hashedAtMs.get(email)?.push(performance.now());
      else if (status === 429) seen.refused += 1;
      else throw new Error(`a guess was answered ${status}`);
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
  let over = false;
  const startedMs = performance.now() + 5_000;
  const attacking = attack(shop, victims, startedMs).finally(() => {
    over = true;
  });
  const took = await logInHonestly(shop, others, { startedMs, isOver: () => over });
  const seen = await attacking;
  const [quiet, during] = [percentile95(took.quiet), percentile95(took.attacked)];
  const { email, password } = victims[0] ?? { email: '', password: '' };
  // A long run outlasts the window: use the tries of this one up again.
  for (let i = 0; i <= hashesAllowed; i += 1) {
    await shop.client().post('/auth/login', { email, password: `guess ${i} at the end` }, elsewhere());
  }
  owner.accessToken = null;
  const known = await owner.post('/auth/login', { email, password }, elsewhere());
  const unknown = await shop.client().post('/auth/login', { email, password }, elsewhere());
  const most = mostInWindow(seen);
  return [
    {
      name: 'hashes for one account in 15 minutes',
      passed: most <= hashesAllowed,
      figures: { guesses, accounts, most, refused: seen.refused },
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
      figures: {
        logins: { quiet: took.quiet.length, attacked: took.attacked.length },
        p95QuietMs: quiet,
        p95DuringMs: during,
      },
    },
  ];
}

const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1', DATABASE_CONNECTIONS: '16' } });
try {
  report('C31', await prove(shop));
} finally {
  await shop.close();
}
