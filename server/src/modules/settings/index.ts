import type { Module, Platform } from '../../platform/platform.ts';
import { settingsRoutes } from './routes.ts';
import type { SettingsKeeper } from './settings-keeper.ts';

export { SettingsKeeper } from './settings-keeper.ts';
export { readSettings } from './views/settings.ts';

/** What an admin sets for the whole shop. */
export function settingsModule(platform: Platform, keeper: SettingsKeeper): Module {
  return { name: 'settings', routes: settingsRoutes(platform, keeper) };
}
