import type { Book } from './book.ts';
import { shopSettings as en } from './en/shop-settings.ts';
import { type ShopSettingsWords, shopSettings as fr } from './fr/shop-settings.ts';

/** Words of the settings page of the back office. */
export const shopSettingsWords: Book<ShopSettingsWords> = { fr, en };
