import { withTx } from '../platform/database/database.ts';
import { type Platform, publicOrigin } from '../platform/platform.ts';
import { findAccountId } from '../modules/accounts/index.ts';
import { ensureGates, postEverywhere } from '../modules/admissions/index.ts';
import { type DemoAccount, ensureDemoAccounts } from './demo-accounts.ts';
import { loadDemoCatalogue } from './load-catalogue.ts';

/** A demo that is ready to open. */
interface Demo {
  accounts: DemoAccount[];
  /** Its catalogue was loaded just now. */
  isNew: boolean;
}

/**
 * Fills an empty shop: catalogue, gates and one account of each role. A shop that has them stays as it is, but for its
 * controller, who works everywhere.
 */
export async function prepareDemo(platform: Platform, progress: (step: string) => void): Promise<Demo> {
  const isNew = await loadDemoCatalogue(platform.db, new Date(platform.clock.nowMs()), progress);
  await withTx(platform.db, (tx) => ensureGates(tx));
  const accounts = await ensureDemoAccounts(platform);
  for (const { role, email } of accounts) {
    const id = role === 'controller' ? await findAccountId(platform, email) : undefined;
    if (id !== undefined) await withTx(platform.db, (tx) => postEverywhere(tx, id));
  }
  return { accounts, isNew };
}

/** Says where the shop is, who can log in, and where its mails are. */
export function printWelcome(platform: Platform, accounts: readonly DemoAccount[], say: (line: string) => void): void {
  const origin = publicOrigin(platform);
  say(`\n  OG-Tickets is open at ${origin}`);
  if (accounts.length > 0) {
    say('\n  Demo accounts (made for this data folder only):');
    for (const account of accounts) {
      say(`    ${account.role.padEnd(10)}  ${account.email}  ${account.password}`);
    }
    say(`\n  Mailbox   ${origin}/dev/mailbox`);
  }
  say(`  Gate      ${origin}/controle`);
  say(`  API       ${origin}/api/docs`);
  say('\n  Ctrl-C stops everything.\n');
}
