import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from '../../server/test/client.ts';
import { startProcesses } from '../../server/test/processes.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, report } from './lib/report.ts';

// C16: a process whose clock is ten minutes off. Holds end by the database's clock, tokens of others are refused outside of
// their time, and the metrics say it.

const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const skewSeconds = 600;
const holdSeconds = 3;

if (!existsSync(faketime)) {
  process.stderr.write('libfaketime is not installed (Debian: faketime): nothing was checked\n');
  process.exit(2);
}
const shop = await openProofShop({ environment: { LOG_LEVEL: 'silent' } });
const findings: Finding[] = [];
try {
  for (const sign of ['+', '-']) findings.push(...(await offBy(sign)));
} finally {
  await shop.close();
}
report('C16', findings);

async function offBy(sign: string): Promise<Finding[]> {
  const skewed = await startProcesses(shop, 1, {
    OG_ROLE: 'web',
    LD_PRELOAD: faketime,
    FAKETIME: `${sign}${skewSeconds}s`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  try {
    const [url = ''] = skewed.urls;
    const categories = [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }];
    const session = await shop.make.session({ categories });
    await wait(2_500);
    const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
    const [first, second] = [new Client(url), new Client(url)];
    const held = await first.post('/cart/lines', line);
    const early = await second.post('/cart/lines', line);
    await sql`UPDATE inventory.holds SET expires_at = clock_timestamp() + make_interval(secs => ${holdSeconds})
      WHERE session_id = ${session.id}`.execute(shop.db);
    const endsAtMs = performance.now() + holdSeconds * 1_000;
    let freeAfterMs = Number.NaN;
    while (Number.isNaN(freeAfterMs) && performance.now() < endsAtMs + 10_000) {
      const tried = await second.post('/cart/lines', line);
      if (tried.status === 201) freeAfterMs = Math.round(performance.now() - endsAtMs);
      else await wait(100);
    }
    const account = await shop.make.account();
    const good = await shop.make.login(account);
    const elsewhere = new Client(url);
    elsewhere.accessToken = good.accessToken;
    const strange = await elsewhere.get('/me');
    return [
      {
        name: `clock ${sign}10 min: a hold ends within a second of the database's time, and not before`,
        passed: held.status === 201 && early.status === 409 && freeAfterMs >= -200 && freeAfterMs <= 1_000,
        figures: { held: held.status, early: early.status, freeAfterMs },
      },
      {
        name: `clock ${sign}10 min: an access token of eight minutes from a right clock is refused`,
        passed: strange.status === 401,
        figures: { status: strange.status },
      },
    ];
  } finally {
    await skewed.stop();
  }
}
