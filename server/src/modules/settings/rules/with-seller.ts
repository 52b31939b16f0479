import { missingFields, type Operator, type OperatorField } from '@og-tickets/contract/rules/operator.ts';
import type { ShopFields } from '@og-tickets/contract/settings.ts';

/** The part of the configuration that says who stands on invoices. */
export interface ConfiguredSeller {
  name: string;
  address: string;
  registration: string;
  vatNumber: string;
  email: string;
  /** Invented: nobody's identity. */
  isDemo: boolean;
}

/**
 * What pages say of who runs the shop: what an admin has set, else what the configuration says of the seller on invoices, unless
 * that is the invented one of a demonstration.
 */
export function withSeller(
  { legal, contactEmail }: Pick<ShopFields, 'legal' | 'contactEmail'>,
  seller: ConfiguredSeller,
): Pick<ShopFields, 'legal' | 'contactEmail'> {
  if (seller.isDemo) return { legal, contactEmail };
  return {
    contactEmail: contactEmail ?? seller.email,
    legal: {
      ...legal,
      entity: legal.entity || seller.name,
      address: legal.address || seller.address.replaceAll('\n', ', '),
      registration: legal.registration || seller.registration,
      vatNumber: legal.vatNumber || seller.vatNumber,
    },
  };
}

/** Who runs the shop, as its legal texts name them. */
export function operatorOf(settings: Pick<ShopFields, 'legal' | 'contactEmail'>, seller: ConfiguredSeller): Operator {
  const { legal, contactEmail } = withSeller(settings, seller);
  return { ...legal, email: contactEmail ?? '' };
}

/** What a shop that sells in earnest must still say of itself; nothing in a demonstration. */
export function missingIdentity(
  settings: Pick<ShopFields, 'legal' | 'contactEmail'>,
  config: { demo: boolean; seller: ConfiguredSeller },
): OperatorField[] {
  return config.demo ? [] : missingFields(operatorOf(settings, config.seller));
}
