import { createHash } from 'node:crypto';
import { limits } from '@og-tickets/contract/limits.ts';
import type { ShopLogo } from '@og-tickets/contract/logo.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { cleanPng } from '../rules/clean-png.ts';
import { deleteLogo, findLogo, upsertLogo } from '../sql/logo.ts';
import { lockSettings } from '../sql/shop.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'clock'>;

/** Makes a PNG the shop's logo, once everything but its picture is taken out. Refused: `logo_unfit`. */
export async function setLogo(shop: Shop, base64: string, actor: LoggedInActor): Promise<ShopLogo | Refusal> {
  const clean = cleanPng(Buffer.from(base64, 'base64'), { width: limits.logoMaxWidth, height: limits.logoMaxHeight });
  if (clean === null || clean.png.length > limits.logoMaxBytes) return refuse('logo_unfit');
  const hash = createHash('sha256').update(clean.png).digest('hex');
  return change(shop, actor, { hash, ...clean });
}

/** Takes the logo away: pages show the usual mark. */
export function removeLogo(shop: Shop, actor: LoggedInActor): Promise<null> {
  return change(shop, actor, null);
}

type NewLogo = ShopLogo & { png: Buffer };

function change<New extends NewLogo | null>(shop: Shop, actor: LoggedInActor, logo: New) {
  return withTx(shop.db, async (tx) => {
    // One change of what pages show at a time, so that each entry of the journal says what was before.
    await lockSettings(tx);
    const before = await findLogo(tx);
    if (logo === null) await deleteLogo(tx);
    else await upsertLogo(tx, { ...logo, accountId: actor.accountId });
    await recordAction(tx, shop, actor, {
      action: 'settings.changed',
      subject: { kind: 'settings', id: 'logo' },
      before: { logo: before?.hash ?? null },
      after: { logo: logo?.hash ?? null },
    });
    return logo;
  });
}
