import type { Db } from '../../../platform/database/database.ts';
import { bookInvariants } from './books.ts';
import { findViolations, type Invariant } from './check.ts';
import { gateInvariants } from './gates.ts';
import { moneyInvariants } from './money.ts';
import { ownerInvariants } from './owners.ts';
import { placeInvariants } from './places.ts';
import { refundInvariants } from './refunds.ts';

/** Money may be on its way between the provider and us for this long. */
const graceSeconds = 60;

/** Every promise, in the order in which they are checked. `settled` as for `violationsOf`. */
export function invariants(options: { settled?: true } = {}): Invariant[] {
  const grace = options.settled === true ? 0 : graceSeconds;
  return [
    ...placeInvariants(),
    ...gateInvariants(),
    ...ownerInvariants(),
    ...moneyInvariants(grace),
    ...refundInvariants(),
    ...bookInvariants(),
  ];
}

/** A promise of the shop that is broken, and by what first. */
export interface Violation {
  invariant: string;
  violation: string;
}

/**
 * Everything that breaks an invariant, `limit` rows of each at most; empty when all is well. `settled` says that all jobs
 * are done: then no money may be on its way either.
 */
export async function violationsOf(db: Db, limit: number, options: { settled?: true } = {}): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const invariant of invariants(options)) {
    const sentences = await findViolations(db, invariant, limit);
    found.push(...sentences.map((violation) => ({ invariant: invariant.name, violation })));
  }
  return found;
}
