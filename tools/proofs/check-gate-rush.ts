import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conflict } from '@og-tickets/contract/gate-desk.ts';
import type { Client } from '../../server/test/client.ts';
import type { MadeSession } from '../../server/test/factory.ts';
import { issueMany } from '../../server/test/many-tickets.ts';
import { KilledScanner } from './lib/killed-scanner.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { numberOption, report } from './lib/report.ts';

// C36 in browsers: two scanners without network show the same tickets, and their browsers are killed with -9 as soon as the
// verdict is green. With the network back nothing is missing, and every double is reported with both times and gates. (1,000
// tickets at four gates, servers killed and connections cut, are in server/test.)

const tickets = numberOption('tickets', 60);
/** Every so many scans the browser is killed. */
const killEvery = numberOption('kill-every', 3);

const shop = await openProofShop();
const folder = await mkdtemp(join(tmpdir(), 'og-tickets-rush-'));
try {
  const session = await shop.make.session();
  const owner = await shop.make.account();
  const coded = await issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count: tickets });
  const admin = await shop.make.login(await shop.make.account('admin'));
  const gates: KilledScanner[] = [];
  for (const gate of ['A', 'B'])
    gates.push(await KilledScanner.open({ shop, folder, gate, session, admin, killEvery }));
  let seen = 0;
  for (const ticket of coded) for (const gate of gates) seen += (await gate.show(ticket)) ? 1 : 0;
  for (const gate of gates) await gate.send();
  const entered = await shop.db
    .selectFrom('admissions.scans')
    .select(({ fn }) => fn.countAll<number>().as('scans'))
    .where('passed', '=', 1)
    .executeTakeFirstOrThrow();
  const doubles = await conflictsOf(session, admin);
  const whole = doubles.filter(({ scans }) => new Set(scans.map(({ gate, device }) => `${gate} ${device}`)).size === 2);
  const kills = gates.reduce((sum, gate) => sum + gate.kills, 0);
  report('check:gate-rush', [
    {
      name: 'no green scan is lost when its browser is killed',
      passed: seen === 2 * tickets && entered.scans === seen,
      figures: { green: seen, kept: entered.scans, kills },
    },
    {
      name: 'every double is reported with both gates and times',
      passed: whole.length === tickets,
      figures: { doubles: tickets, reported: doubles.length, withBoth: whole.length },
    },
  ]);
  for (const gate of gates) await gate.close();
} finally {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
}

async function conflictsOf(session: MadeSession, admin: Client): Promise<Conflict[]> {
  const found: Conflict[] = [];
  for (let cursor = ''; ; ) {
    const page = await admin.get<{ items: Conflict[]; nextCursor: string | null }>(
      `/admin/conflicts?session=${session.code}&limit=100${cursor}`,
    );
    found.push(...page.body.items);
    if (page.body.nextCursor === null) return found;
    cursor = `&cursor=${page.body.nextCursor}`;
  }
}
