import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, fromElsewhere } from '../../../server/test/client.ts';

// Those who guess, a process of its own: what they do is not the shop's work. They come at fixed times, whatever they wait.

export interface GuessingOrder {
  url: string;
  emails: readonly string[];
  /** The first of this order goes on where the last one of the order before ended. */
  from: number;
  guesses: number;
  perSecond: number;
}

export interface GuessingReport {
  /** When a guess was answered with 401, which costs a hash: milliseconds since 1970, by account. */
  hashedAtMs: number[][];
  /** Guesses that were answered with 429, which costs none. */
  refused: number;
  /** What was answered otherwise. */
  otherwise: string[];
}

async function run({ url, emails, from, guesses, perSecond }: GuessingOrder): Promise<GuessingReport> {
  const report: GuessingReport = { hashedAtMs: emails.map(() => []), refused: 0, otherwise: [] };
  const one = async (at: number): Promise<void> => {
    const account = at % emails.length;
    const password = `guess ${randomBytes(6).toString('hex')}`;
    const { status } = await new Client(url).post('/auth/login', { email: emails[account], password }, fromElsewhere());
    if (status === 401) report.hashedAtMs[account]?.push(Date.now());
    else if (status === 429) report.refused += 1;
    else report.otherwise.push(`a guess was answered ${status}`);
  };
  const sent: Promise<void>[] = [];
  const beganAtMs = performance.now();
  for (let made = 0; made < guesses; made += 1) {
    await sleep(Math.max(0, beganAtMs + (made / perSecond) * 1_000 - performance.now()));
    sent.push(one(from + made).catch((error: unknown) => void report.otherwise.push(String(error))));
  }
  await Promise.all(sent);
  return report;
}

process.once('disconnect', () => process.exit());
process.on('message', (order: GuessingOrder) => {
  void run(order).then((report) => process.send?.(report));
});
