import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Examples } from './example.ts';

/** Calls of the back office. */
export const officeExamples: Examples = {
  'settings.change': async (world) => {
    const { body } = await world.admin.browser.get<ShopSettings>('/admin/settings');
    return { body: { version: body.version, changes: { shopName: 'Billetterie' } } };
  },
};
