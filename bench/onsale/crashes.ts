import { makeAccounts } from '../lib/accounts.ts';
import { type Audit, audit } from '../lib/audit.ts';
import { type Bench, freshSession } from '../lib/measure.ts';
import { sleep } from '../lib/stats.ts';

/** A rush in whose middle something was killed. */
export interface Crash {
  killed: 'server' | 'postgres';
  grants: number;
  /** Calls that nobody answered. */
  unanswered: number;
  audit: Audit;
}

const connections = 64;

/** kill -9 of the server, or of PostgreSQL, in full flight; then looks for everything that buyers were told they have. */
export async function crash(bench: Bench, killed: Crash['killed'], seconds: number): Promise<Crash> {
  const { shop, crowd } = bench;
  const { tokens } = await makeAccounts(shop, 50);
  const session = await freshSession(bench);
  const servers = await shop.serve('batch', 2);
  const { urls } = servers;
  const rushing = crowd.send({ kind: 'closed', urls, sessions: [session.code], connections, seconds, tokens });
  await sleep((seconds * 1_000) / 2);
  await (killed === 'server' ? servers.kill() : shop.killPostgres());
  const report = await rushing;
  await servers.kill();
  const found = await audit(shop.db, [session.id], report.granted);
  bench.audits.push(found);
  bench.say(`killed ${killed}: ${report.grants} grants, ${found.acknowledgedLost} lost`);
  return { killed, grants: report.grants, unanswered: report.statuses[0] ?? 0, audit: found };
}
