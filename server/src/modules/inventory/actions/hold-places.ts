import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { decideHolds, type HoldRefusal, type NewHold } from '../sql/decide-holds.ts';

/** What to hold: places, never units of an offer. */
export interface HoldRequest extends Omit<NewHold, 'holdId' | 'insteadOf'> {
  /** Holds of the same owner in the same session that this one replaces: given back first, kept on refusal. */
  insteadOf?: readonly string[];
}

/** A hold that was made, or why not; `free` is what a request for more places than that found. */
type HoldAnswer = { holdId: string } | { refused: HoldRefusal; free: number | null };

/**
 * Holds places until `expiresAt`, each request all or nothing, in the given order: a small one may still fit after a large
 * one did not. Refuses with limit_per_session or limit_per_account (places of the owner's live, claimed and sold holds
 * together), then with capacity_exhausted, also where the category does not exist. At most one request of each owner; the
 * carts are locked. What is refused changes nothing.
 */
export async function holdPlacesOfMany(tx: Tx, requests: readonly HoldRequest[]): Promise<HoldAnswer[]> {
  if (requests.length === 0) return [];
  const holds = requests.map((request) => ({ insteadOf: [], ...request, holdId: uuidv7() }));
  const refused = new Map((await decideHolds(tx, holds)).map((one) => [one.n, one]));
  return holds.map(({ holdId }, index) => {
    const no = refused.get(index + 1);
    return no === undefined ? { holdId } : { refused: no.verdict, free: no.free };
  });
}

/** As `holdPlacesOfMany`, for one. */
export async function holdPlaces(tx: Tx, request: HoldRequest): Promise<{ holdId: string } | Refusal> {
  const [answer] = await holdPlacesOfMany(tx, [request]);
  if (answer === undefined) throw new Error('a hold was asked for and not decided');
  return 'holdId' in answer ? answer : refuse(answer.refused);
}
