import * as contract from '@og-tickets/contract/settings.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { changeSettings } from './actions/change-settings.ts';
import { withSeller } from './rules/with-seller.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import { readSettings } from './views/settings.ts';

/** What is set for the whole shop: all of it for admins, what pages show for anyone. */
export function settingsRoutes(platform: Platform, keeper: SettingsKeeper): Route[] {
  return [
    route(contract.readSettings, async () => reply(200, await readSettings(platform.db))),
    route(contract.changeSettings, async (context) => {
      const changed = await changeSettings(platform, context.body, actorOf(context));
      keeper.forget();
      return isRefusal(changed) ? changed : reply(200, changed);
    }),
    route(contract.readShop, async () => {
      const [settings, logo] = await Promise.all([keeper.current(), keeper.logo()]);
      const { shopName, colour, announcement: said, saleClosed } = settings;
      const isOver = said?.until != null && Date.parse(said.until) <= platform.clock.nowMs();
      const announcement = isOver ? null : said;
      const shown = withSeller(settings, platform.config.seller);
      return reply(200, { shopName, colour, ...shown, announcement, saleClosed, logo, isDemo: platform.config.demo });
    }),
  ];
}
