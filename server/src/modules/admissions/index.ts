import { StateStreams } from '../../platform/http/state-streams.ts';
import type { Module, Platform } from '../../platform/platform.ts';
import { Redeemer } from './actions/redeem-ticket.ts';
import { deskRoutes } from './desk-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { listRoutes } from './list-routes.ts';
import { offlineRoutes } from './offline-routes.ts';
import { admissionRoutes } from './routes.ts';
import { GateLists } from './views/gate-lists.ts';
import { GateStates } from './views/gate-states.ts';
import { followStaff } from './views/staff.ts';

export { ensureGates } from './actions/ensure-gates.ts';
export { postEverywhere } from './actions/post-controller.ts';
export { removeGates } from './actions/remove-gates.ts';

/** The gate: who is let in, each place once, and every scan kept. */
export function admissionsModule(platform: Platform): Module {
  const states = new GateStates(platform, new StateStreams());
  const lists = new GateLists(platform);
  const redeemer = new Redeemer(platform);
  return {
    name: 'admissions',
    routes: [
      ...admissionRoutes(platform, redeemer),
      ...deviceRoutes(platform),
      ...listRoutes(platform, lists),
      ...offlineRoutes(platform),
      ...deskRoutes(platform, states),
    ],
    start: async () => followStaff(platform),
    condition: () => ({ name: 'gates', detail: { ...redeemer.figures() } }),
    stop: async () => {
      lists.close();
      states.close();
    },
  };
}
