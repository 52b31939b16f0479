import type { Module, Platform } from '../../platform/platform.ts';
import { settingsRoutes } from './routes.ts';
import { settingsOf } from './settings-keeper.ts';

export { settingsOf } from './settings-keeper.ts';
export { readSettings } from './views/settings.ts';

/** What an admin sets for the whole shop. */
export function settingsModule(platform: Platform): Module {
  return { name: 'settings', routes: settingsRoutes(platform, settingsOf(platform)) };
}
