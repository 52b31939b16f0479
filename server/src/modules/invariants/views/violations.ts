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

/** When money may still be on its way. */
interface Moment {
  /** All jobs are done: none may be. */
  settled?: true;
  /** The jobs have not run for this long, as those of a copy that was put back. */
  standingForSeconds?: number;
}

/** Every promise, in the order in which they are checked. */
export function invariants({ settled, standingForSeconds = 0 }: Moment = {}): Invariant[] {
  const grace = settled === true ? 0 : graceSeconds + standingForSeconds;
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

/** Everything that breaks an invariant, `limit` rows of each at most; empty when all is well. */
export async function violationsOf(db: Db, limit: number, options: Moment = {}): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const invariant of invariants(options)) {
    const sentences = await findViolations(db, invariant, limit);
    found.push(...sentences.map((violation) => ({ invariant: invariant.name, violation })));
  }
  return found;
}
