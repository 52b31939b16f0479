import type { BodyOf } from '@og-tickets/contract/endpoint.ts';
import type { setGates as endpoint } from '@og-tickets/contract/gate-desk.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { GateSettings } from '../rules/gate-settings.ts';
import { lockGates, selectGateSettings, selectUsedGates, updateGateSettings } from '../sql/gate-settings.ts';

/**
 * Sets the gates, hours and re-entry of a session; what is not named stays. Refused: `not_found`, `gate_has_scans` for a
 * gate to be taken away that has scans. Null: the session closes before it opens. Says how it was before, too.
 */
export async function setGates(
  tx: Tx,
  session: string,
  wish: BodyOf<typeof endpoint>,
): Promise<{ before: GateSettings; after: GateSettings } | null | Refusal> {
  const found = await selectGateSettings(tx, session);
  if (found === undefined) return refuse('not_found');
  await lockGates(tx, found.sessionId);
  const { sessionId, ...before } = (await selectGateSettings(tx, session)) ?? found;
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  const after: GateSettings = {
    gates: (wish.gates ?? before.gates).toSorted(),
    reentry: wish.reentry ?? before.reentry,
    opensAt: wish.opensAt === undefined ? before.opensAt : date(wish.opensAt),
    closesAt: wish.closesAt === undefined ? before.closesAt : date(wish.closesAt),
  };
  if (after.opensAt !== null && after.closesAt !== null && after.opensAt >= after.closesAt) return null;
  const gone = before.gates.filter((gate) => !after.gates.includes(gate));
  if ((await selectUsedGates(tx, sessionId, gone)).length > 0) return refuse('gate_has_scans');
  await updateGateSettings(tx, sessionId, after);
  return { before, after };
}
