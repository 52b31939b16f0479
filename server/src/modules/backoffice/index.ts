import type { Module, Platform } from '../../platform/platform.ts';
import { backofficeRoutes } from './routes.ts';

/** What the back office shows across the modules; each module brings what it does for itself. */
export function backofficeModule(platform: Platform): Module {
  return { name: 'backoffice', routes: backofficeRoutes(platform) };
}
