import { defaultSettings, type ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Mail } from './compose-mail.ts';
import { html } from './html.ts';
import { shopName } from './shop-name.ts';

/**
 * A mail with the name of the shop, which may hold anything: in the subject on one line, in the markup escaped. Its words are
 * no longer to be changed.
 */
export function withShopName({ worded: _worded, ...mail }: Mail, settings: Pick<ShopSettings, 'shopName'>): Mail {
  const name = settings.shopName.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return {
    ...mail,
    subject: mail.subject.replaceAll(shopName, () => name),
    text: mail.text.replaceAll(shopName, () => name),
    html: mail.html.replaceAll(shopName, () => html`${name}`.toString()),
  };
}

/** The name that mails come from: as set, else the shop's own; null where nobody has set either, for the configuration's. */
export function senderName(settings: Pick<ShopSettings, 'shopName' | 'mailSenderName'>): string | null {
  if (settings.mailSenderName !== null) return settings.mailSenderName;
  return settings.shopName === defaultSettings.shopName ? null : settings.shopName;
}
