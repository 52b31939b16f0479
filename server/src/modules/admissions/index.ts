import type { Module, Platform } from '../../platform/platform.ts';
import { admissionRoutes } from './routes.ts';

export { ensureGates } from './actions/ensure-gates.ts';

/** The gate: who is let in, each place once, and every scan kept. */
export function admissionsModule(platform: Platform): Module {
  return { name: 'admissions', routes: admissionRoutes(platform) };
}
