import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, fromElsewhere } from '../../server/test/client.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import type { GuessingOrder, GuessingReport } from './lib/guessing-crowd.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { told } from './lib/told.ts';

// C31: many guesses at many accounts, each from another address, at fixed times whatever they wait. Every 401 is a hash that was
// made, every 429 none. The others log in on browsers that their accounts know, and on new ones. Slices with guesses and without
// follow each other, so that whatever else the machine does falls on both alike.

const guesses = numberOption('guesses', 10_000);
const accounts = numberOption('accounts', 100);
/** 2,400 a minute: the ten tries of each of a hundred accounts are gone within the first minute. */
const guessesPerSecond = numberOption('rate', 40);
const sliceMs = numberOption('slice', 5_000);
/** Of each kind of browser, one after the other. */
const honestEveryMs = numberOption('honest', 150);
const hashesAllowed = 10;
const windowMs = 15 * 60_000;
const slowerAllowed = 1.2;
/** Slices in which at least so many guesses were hashed are told apart: later ones are turned away before. */
const manyHashed = 10;

type Kind = 'known' | 'stranger';

/** Milliseconds that the logins of a slice took. */
interface Took {
  known: number[];
  stranger: number[];
  /** What the logins were answered that did not get 200: status and code. */
  failed: string[];
}

interface Slice {
  calm: Took;
  attacked: Took;
  hashed: number;
}

function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN) * 10) / 10;
}

/** People who are not attacked log in at fixed times for a slice, in turns on the browser they have and on a new one. */
async function logInHonestly(shop: TestShop, people: readonly Person[]): Promise<Took> {
  const took: Took = { known: [], stranger: [], failed: [] };
  const beganAtMs = performance.now();
  const sent: Promise<void>[] = [];
  const one = async ({ account, browser }: Person, kind: Kind): Promise<void> => {
    const { email, password } = account;
    const fromMs = performance.now();
    const used = kind === 'known' ? browser : shop.client();
    const answer = await used.post('/auth/login', { email, password }, fromElsewhere());
    if (answer.status !== 200) took.failed.push(`${answer.status} ${Client.problem(answer).code}`);
    else took[kind].push(performance.now() - fromMs);
  };
  for (let made = 0; made * honestEveryMs < sliceMs; made += 1) {
    await sleep(Math.max(0, beganAtMs + made * honestEveryMs - performance.now()));
    const person = people[made % people.length];
    if (person !== undefined) sent.push(one(person, made % 2 === 0 ? 'known' : 'stranger'));
  }
  await Promise.all(sent);
  return took;
}

interface Person {
  account: MadeAccount;
  browser: ReturnType<TestShop['client']>;
}

interface Attack {
  slices: Slice[];
  hashedAtMs: number[][];
  refused: number;
  otherwise: string[];
}

async function attack(shop: TestShop, victims: readonly MadeAccount[], people: readonly Person[]): Promise<Attack> {
  const crowd = fork(new URL('lib/guessing-crowd.ts', import.meta.url));
  const seen: Attack = { slices: [], hashedAtMs: victims.map(() => []), refused: 0, otherwise: [] };
  const perSlice = Math.round((guessesPerSecond * sliceMs) / 1_000);
  const emails = victims.map(({ email }) => email);
  try {
    for (let from = 0; from < guesses; from += perSlice) {
      const calm = await logInHonestly(shop, people);
      const order: GuessingOrder = {
        url: shop.url,
        emails,
        from,
        guesses: Math.min(perSlice, guesses - from),
        perSecond: guessesPerSecond,
      };
      crowd.send(order);
      const [attacked, answer] = await Promise.all([logInHonestly(shop, people), told<GuessingReport>(crowd)]);
      for (const [at, times] of answer.hashedAtMs.entries()) seen.hashedAtMs[at]?.push(...times);
      seen.refused += answer.refused;
      seen.otherwise.push(...answer.otherwise);
      seen.slices.push({ calm, attacked, hashed: answer.hashedAtMs.flat().length });
    }
  } finally {
    crowd.disconnect();
  }
  return seen;
}

/** The most hashes for one account in any 15 minutes. */
function mostInWindow(hashedAtMs: readonly number[][]): number {
  const counts = hashedAtMs.flatMap((times) =>
    times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length),
  );
  return Math.max(...counts);
}

/** Did logins of one kind take at most a fifth longer, over the whole attack? */
function asFast(slices: readonly Slice[], kind: Kind): Finding {
  const p95 = (of: readonly Slice[], when: 'calm' | 'attacked'): number =>
    percentile95(of.flatMap((slice) => slice[when][kind]));
  const [calm, attacked] = [p95(slices, 'calm'), p95(slices, 'attacked')];
  const failed: Record<string, number> = {};
  for (const said of slices.flatMap((slice) => [...slice.calm.failed, ...slice.attacked.failed])) {
    failed[said] = (failed[said] ?? 0) + 1;
  }
  const hashing = slices.filter(({ hashed }) => hashed >= manyHashed);
  return {
    name: kind === 'known' ? 'others log in as fast on a browser of theirs' : 'others log in as fast on a new browser',
    passed: attacked <= calm * slowerAllowed && Object.keys(failed).length === 0,
    figures: {
      logins: slices.reduce((sum, slice) => sum + slice.attacked[kind].length, 0),
      longerPercent: Math.round((attacked / calm - 1) * 100),
      p95Ms: { calm, attacked },
      failed,
      slices: slices.length,
      whileGuessesAreHashed: {
        slices: hashing.length,
        p95Ms: { calm: p95(hashing, 'calm'), attacked: p95(hashing, 'attacked') },
      },
    },
  };
}

async function prove(shop: TestShop): Promise<Finding[]> {
  const victims: MadeAccount[] = [];
  for (let made = 0; made < accounts; made += 1) victims.push(await shop.make.account());
  const people: Person[] = [];
  // An odd number, so that in the end everybody logs in on both kinds of browser.
  for (let made = 0; made < 21; made += 1) {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    // Who logs in has no access token: one that ran out would be refused before the password is looked at.
    browser.accessToken = null;
    people.push({ account, browser });
  }
  const owner = await shop.make.login(victims[0]);
  await logInHonestly(shop, people);
  const { slices, hashedAtMs, refused, otherwise } = await attack(shop, victims, people);
  const { email, password } = victims[0] ?? { email: '', password: '' };
  // A long run outlasts the window: use the tries of this one up again.
  for (let i = 0; i <= hashesAllowed; i += 1) {
    await shop.client().post('/auth/login', { email, password: `guess ${i} at the end` }, fromElsewhere());
  }
  owner.accessToken = null;
  const known = await owner.post('/auth/login', { email, password }, fromElsewhere());
  const unknown = await shop.client().post('/auth/login', { email, password }, fromElsewhere());
  const most = mostInWindow(hashedAtMs);
  return [
    {
      name: 'hashes for one account in 15 minutes',
      passed: most <= hashesAllowed && otherwise.length === 0,
      figures: {
        guesses,
        perSecond: guessesPerSecond,
        accounts,
        most,
        hashed: hashedAtMs.flat().length,
        refused,
        otherwise: otherwise.slice(0, 5),
      },
    },
    { name: 'a known device still logs in', passed: known.status === 200, figures: { status: known.status } },
    {
      name: 'control: one that is not known waits',
      passed: unknown.status === 429,
      figures: { status: unknown.status },
    },
    asFast(slices, 'known'),
    asFast(slices, 'stranger'),
  ];
}

const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1', DATABASE_CONNECTIONS: '16' } });
try {
  report('C31', await prove(shop));
} finally {
  await shop.close();
}
