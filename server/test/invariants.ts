import { violationsOf } from '../src/modules/invariants/index.ts';
import type { Db } from '../src/platform/database/database.ts';
import type { BankBooks } from '../src/simulated-bank/export-books.ts';
import { compareWithBank } from './bank-invariants.ts';

/** Money may be on its way between the bank and us for this long. */
const graceSeconds = 60;
/** More than anybody reads. */
const mostViolations = 1_000;

export interface InvariantOptions {
  /** All jobs are done: no money may be on its way. */
  settled?: true;
  /** The bank's books, to be compared with ours. */
  books?: BankBooks;
  /** Codes of orders of which a test gave money back by hand, and no tickets. */
  movedByHand?: readonly string[];
}

/**
 * Everything that breaks an invariant, each as a sentence; empty when all is well. Money that moved less than a minute ago
 * may still be on its way, unless `settled` says that all jobs are done.
 */
export async function checkInvariants(db: Db, options: InvariantOptions = {}): Promise<string[]> {
  const { books, movedByHand = [], ...when } = options;
  const grace = options.settled === true ? 0 : graceSeconds;
  const disagreements = books === undefined ? [] : await compareWithBank(db, books, grace);
  const violations = (await violationsOf(db, mostViolations, when)).map(({ violation }) => violation);
  const byHand = (sentence: string): boolean => movedByHand.some((code) => sentence.startsWith(`order ${code}: `));
  return [...disagreements, ...violations.filter((sentence) => !byHand(sentence))];
}
