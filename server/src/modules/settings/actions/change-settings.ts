import { contrast } from '@og-tickets/contract/rules/contrast.ts';
import type { ShopFields, ShopSettings } from '@og-tickets/contract/settings.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type LoggedInActor, recordAction } from '../../audit/index.ts';
import { lockSettings, updateSettings } from '../sql/shop.ts';
import { withDefaults } from '../views/settings.ts';

/** Body text that can be read by all (WCAG 2.2, 1.4.3). */
const readableContrast = 4.5;

/**
 * Sets some of the settings. Refused as the endpoint says: when `version` is not the last, and for a colour on which white
 * words cannot be read.
 */
export async function changeSettings(
  { db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>,
  wish: { version: number; changes: Partial<ShopFields> },
  actor: LoggedInActor,
): Promise<ShopSettings | Refusal> {
  const { colour } = wish.changes;
  if (typeof colour === 'string' && contrast(colour, '#ffffff') < readableContrast) return refuse('colour_unreadable');
  return withTx(db, async (tx) => {
    const stored = withDefaults(await lockSettings(tx));
    if (stored.version !== wish.version) return refuse('settings_changed_elsewhere');
    const { version, ...before } = stored;
    const content = { ...before, ...wish.changes };
    await updateSettings(tx, { version: version + 1, content, accountId: actor.accountId });
    await recordAction(tx, { keys, clock }, actor, changeOf(before, wish.changes));
    return { ...content, version: version + 1 };
  });
}

function changeOf(before: ShopFields, changes: Partial<ShopFields>) {
  const names = Object.keys(changes);
  const pick = (from: object) => Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
  const sale = changes.saleClosed === undefined ? 'settings.changed' : saleAction(before, changes.saleClosed);
  return {
    action: sale,
    subject: { kind: 'settings', id: 'shop' },
    before: pick(before),
    after: pick(changes),
  } as const;
}

function saleAction(before: ShopFields, saleClosed: ShopFields['saleClosed']) {
  if (before.saleClosed === null && saleClosed !== null) return 'sale.closed';
  return before.saleClosed !== null && saleClosed === null ? 'sale.opened' : 'settings.changed';
}
