import * as contract from '@og-tickets/contract/logo.ts';
import { isRefusal, refuse } from '../../platform/http/refusal.ts';
import { lastingReply, type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { removeLogo, setLogo } from './actions/change-logo.ts';
import type { SettingsKeeper } from './settings-keeper.ts';
import { readLogoFile } from './views/logo.ts';

/** A logo in Base64, and a little JSON around it. */
const logoMaxBytes = 300_000;

/** The shop's logo: for anyone to see, for admins to set. */
export function logoRoutes(platform: Platform, keeper: SettingsKeeper): Route[] {
  return [
    route(
      contract.setLogo,
      async (context) => {
        const logo = await setLogo(platform, context.body.png, actorOf(context));
        keeper.forget();
        if (isRefusal(logo)) return logo;
        const { hash, width, height } = logo;
        return reply(200, { hash, width, height });
      },
      { bodyMaxBytes: logoMaxBytes, perAccountPerDay: 100 },
    ),
    route(contract.removeLogo, async (context) => {
      await removeLogo(platform, actorOf(context));
      keeper.forget();
      return reply(204, undefined);
    }),
    route(contract.readLogo, async ({ params }) => {
      const file = await readLogoFile(platform.db, params.hash);
      return file === null ? refuse('not_found') : lastingReply(200, file);
    }),
  ];
}
