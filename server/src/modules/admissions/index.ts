import type { Module, Platform } from '../../platform/platform.ts';
import { deviceRoutes } from './device-routes.ts';
import { offlineRoutes } from './offline-routes.ts';
import { admissionRoutes } from './routes.ts';

export { ensureGates } from './actions/ensure-gates.ts';
export { postEverywhere } from './actions/post-controller.ts';

/** The gate: who is let in, each place once, and every scan kept. */
export function admissionsModule(platform: Platform): Module {
  return {
    name: 'admissions',
    routes: [...admissionRoutes(platform), ...deviceRoutes(platform), ...offlineRoutes(platform)],
  };
}
