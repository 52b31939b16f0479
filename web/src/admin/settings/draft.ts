import type { ShopFields, ShopSettings } from '@og-tickets/contract/settings.ts';

/** The texts of the form, as they are typed. */
export interface Draft {
  shopName: string;
  contactEmail: string;
  mailSenderName: string;
  colour: string;
  approval: string;
  legal: ShopFields['legal'];
}

/** The form of what is set. */
export function draftOf(settings: ShopSettings): Draft {
  const { refundApprovalAboveCents: cents } = settings;
  return {
    shopName: settings.shopName,
    contactEmail: settings.contactEmail ?? '',
    mailSenderName: settings.mailSenderName ?? '',
    colour: settings.colour ?? '',
    approval: cents === null ? '' : String(cents / 100).replace('.', ','),
    legal: settings.legal,
  };
}

/** Cents of an amount in euros as people write it; null for an empty text, undefined for one that is none. */
export function centsOf(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** The colour that was typed; null for an empty text, undefined for one that is none. */
export function colourOf(text: string): string | null | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  return /^#[0-9a-f]{6}$/.test(plain) ? plain : undefined;
}

/** What the form says of the settings; undefined while something in it is wrong. */
export function fieldsOf(draft: Draft, base: ShopSettings): ShopFields | undefined {
  const [colour, cents] = [colourOf(draft.colour), centsOf(draft.approval)];
  if (colour === undefined || cents === undefined) return undefined;
  const { version: _version, ...others } = base;
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    ...others,
    shopName: draft.shopName.trim(),
    contactEmail: orNull(draft.contactEmail),
    mailSenderName: orNull(draft.mailSenderName),
    colour,
    legal: draft.legal,
    refundApprovalAboveCents: cents,
  };
}
