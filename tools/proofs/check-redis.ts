import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '../../server/test/client.ts';
import { startRedis } from '../../server/test/redis-process.ts';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { isWhole, openFaultyShop } from './lib/faulty-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C17: Redis between three processes is killed, emptied and frozen while people buy. Nothing is oversold or lost, nobody who
// was logged out gets in, and nobody waits long.

const seconds = numberOption('seconds', 20);
const perSecond = numberOption('rate', 20);
const freshMs = 1_000;

const redis = await startRedis();
const shop = await openFaultyShop({ processes: 3, environment: { REDIS_URL: redis.url } });
const calls = seconds * perSecond;

const happenings: Record<string, () => Promise<void> | void> = {
  clear: () => undefined,
  emptied: () => redis.flush(),
  frozen: () => redis.freeze(),
  killed: async () => {
    redis.thaw();
    await redis.kill();
  },
};

/** Logs somebody out and asks each process for a second and more whether the old token still opens anything. */
async function acceptedAfterLogout(): Promise<number> {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  for (const url of shop.rolling.urls) await new Client(url).get('/me', auth(browser));
  await browser.post('/auth/logout');
  await wait(freshMs);
  let accepted = 0;
  for (const url of shop.rolling.urls) {
    const { status } = await new Client(url).get('/me', auth(browser));
    if (status < 400) accepted += 1;
  }
  return accepted;
}

function auth({ accessToken }: Client): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${accessToken ?? ''}` } };
}

const findings: Finding[] = [];
try {
  await shop.startBuyers();
  await shop.buyers.onePaid();
  let calmP95Ms = 0;
  for (const [name, happen] of Object.entries(happenings)) {
    await happen();
    const [saw, accepted] = await Promise.all([
      steadyLoad(shop.url, { session: shop.session, perSecond, calls }),
      acceptedAfterLogout(),
    ]);
    if (name === 'clear') calmP95Ms = saw.p95Ms;
    const failed = Object.entries(saw.statuses).filter(([status]) => !status.startsWith('2'));
    findings.push({
      name: `Redis ${name}: no call fails, no token of a login that is over is accepted, p95 at most twice the calm one`,
      passed: failed.length === 0 && accepted === 0 && saw.p95Ms <= Math.max(50, 2 * calmP95Ms),
      figures: { ...saw, accepted, calmP95Ms },
    });
  }
  await redis.start();
  const rest = await shop.comeToRest();
  findings.push({ name: 'nothing oversold, lost or left open', passed: isWhole(rest), figures: { ...rest } });
} finally {
  await shop.close();
  await redis.close();
}
report('C17', findings);
