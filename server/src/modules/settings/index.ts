import type { Module, Platform } from '../../platform/platform.ts';
import { logoRoutes } from './logo-routes.ts';
import { settingsRoutes } from './routes.ts';
import { missingIdentity } from './rules/with-seller.ts';
import { settingsOf } from './settings-keeper.ts';
import { readSettings } from './views/settings.ts';

export { operatorOf } from './rules/with-seller.ts';
export { settingsOf } from './settings-keeper.ts';
export { readSettings } from './views/settings.ts';

/** What an admin sets for the whole shop. */
export function settingsModule(platform: Platform): Module {
  const start = async (): Promise<void> => {
    const missing = missingIdentity(await readSettings(platform.db), platform.config);
    if (missing.length > 0)
      platform.log.warn({ missing }, 'legal pages lack what the law wants of a seller: see /admin/reglages');
  };
  const keeper = settingsOf(platform);
  return { name: 'settings', routes: [...settingsRoutes(platform, keeper), ...logoRoutes(platform, keeper)], start };
}
