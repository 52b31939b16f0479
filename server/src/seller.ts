import type { ReadText } from './secret-setting.ts';

/** Who sells: the legal identity that invoices carry (code général des impôts, annexe II, art. 242 nonies A). */
export interface Seller {
  /** Name with legal form and share capital. */
  name: string;
  /** Lines of the postal address, parted by line breaks. */
  address: string;
  /** Such as `RCS Lille 123 456 789`. */
  registration: string;
  vatNumber: string;
  email: string;
  /** True for the invented identity of a demonstration: its documents say that they are worth nothing. */
  isDemo: boolean;
}

/** An identity that nobody can have. */
const demoSeller: Seller = {
  name: 'OG-Tickets, boutique de démonstration',
  address: '1 rue de l’Exemple\n00000 Démonstration',
  registration: 'RCS Démonstration 000 000 000',
  vatNumber: 'FR00 000000000',
  email: 'boutique@example.org',
  isDemo: true,
};

/**
 * The seller by the settings SELLER_NAME, SELLER_ADDRESS (lines parted by `|`), SELLER_REGISTRATION, SELLER_VAT_NUMBER and
 * SELLER_EMAIL: all of them, or none in a demo shop. Adds a sentence to `faults` for what is wrong.
 */
export function readSeller(text: ReadText, demo: boolean, faults: string[]): Seller {
  const missing: string[] = [];
  const setting = (name: string): string => {
    const value = text(name);
    if (value === null) missing.push(name);
    return value ?? '';
  };
  const seller: Seller = {
    name: setting('SELLER_NAME'),
    address: setting('SELLER_ADDRESS')
      .split(/\s*\|\s*/)
      .join('\n'),
    registration: setting('SELLER_REGISTRATION'),
    vatNumber: setting('SELLER_VAT_NUMBER'),
    email: setting('SELLER_EMAIL'),
    isDemo: false,
  };
  if (missing.length === 5 && demo) return demoSeller;
  if (missing.length > 0) {
    faults.push(`invoices must say who sells: ${missing.join(', ')} missing (OG_DEMO=1 alone has an invented seller)`);
  }
  return seller;
}
