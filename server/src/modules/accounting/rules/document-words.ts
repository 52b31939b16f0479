import type { Locale } from '@og-tickets/contract/common.ts';

/** The fixed words of invoices and credit notes in one language; functions fill in what differs. */
export interface DocumentWords {
  languageTag: 'fr-FR' | 'en-GB';
  title: { invoice: string; credit_note: string };
  issued: { invoice(day: string): string; credit_note(day: string): string };
  event: { invoice(day: string): string; credit_note(day: string): string };
  order(code: string): string;
  ordered(time: string): string;
  corrects(number: string, day: string): string;
  reasons: Readonly<Record<'buyer' | 'admin' | 'organiser', string>>;
  seller: string;
  buyer: string;
  vatNumber(number: string): string;
  columns: { what: string; quantity: string; unitPrice: string; rate: string; net: string; gross: string };
  category: string;
  places(count: number): string;
  carried: string;
  brought: string;
  rates: { rate: string; net: string; vat: string; gross: string };
  total: { invoice: string; credit_note: string };
  notes: { invoice: readonly string[]; credit_note: readonly string[] };
  terms(version: string): string;
  demo: string;
  lettersMissing: string;
  page: (number: number, of: number) => string;
}

// In French a narrow no-break space stands before : ; ! ? and inside « »; a no-break space keeps a number with its noun.
export const documentWords: Record<Locale, DocumentWords> = {
  fr: {
    languageTag: 'fr-FR',
    title: { invoice: 'Facture', credit_note: 'Avoir' },
    issued: { invoice: (day) => `Émise le ${day}`, credit_note: (day) => `Émis le ${day}` },
    event: {
      invoice: (day) => `Date de la vente\u202f: ${day}`,
      credit_note: (day) => `Date de l’annulation\u202f: ${day}`,
    },
    order: (code) => `Commande ${code}`,
    ordered: (time) => `Commande avec obligation de paiement passée le ${time} (heure de Paris)`,
    corrects: (number, day) => `Avoir sur la facture ${number} du ${day}`,
    reasons: {
      buyer: 'Motif\u202f: annulation par l’acheteur',
      admin: 'Motif\u202f: remboursement par l’organisateur',
      organiser: 'Motif\u202f: épreuve annulée ou déplacée',
    },
    seller: 'Vendeur',
    buyer: 'Client',
    vatNumber: (number) => `TVA intracommunautaire\u202f: ${number}`,
    columns: {
      what: 'Désignation',
      quantity: 'Qté',
      unitPrice: 'Prix unit. TTC',
      rate: 'TVA',
      net: 'Total HT',
      gross: 'Total TTC',
    },
    category: 'catégorie',
    places: (count) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    carried: 'À reporter',
    brought: 'Report',
    rates: { rate: 'Taux de TVA', net: 'Montant HT', vat: 'TVA', gross: 'Montant TTC' },
    total: { invoice: 'Total payé, TTC', credit_note: 'Total de l’avoir, TTC' },
    notes: {
      invoice: [
        'Payée en ligne, en totalité, le jour de la vente. Aucun escompte. Frais compris dans les prix.',
        'Billets d’entrée à une date fixe\u202f: pas de droit de rétractation (code de la consommation, art. L221-28, 12°).',
      ],
      credit_note: ['La somme est rendue par le moyen de paiement de la commande.'],
    },
    terms: (version) => `Conditions de vente acceptées\u202f: version du ${version}.`,
    demo: 'Boutique de démonstration\u202f: vendeur inventé, aucune somme n’a été prise. Ce document est sans valeur.',
    lettersMissing: 'Nom complet dans votre compte\u202f: ce document n’a pas toutes ses lettres.',
    page: (number, of) => `Page ${number}/${of}`,
  },
  en: {
    languageTag: 'en-GB',
    title: { invoice: 'Invoice', credit_note: 'Credit note' },
    issued: { invoice: (day) => `Issued on ${day}`, credit_note: (day) => `Issued on ${day}` },
    event: { invoice: (day) => `Date of sale: ${day}`, credit_note: (day) => `Date of cancellation: ${day}` },
    order: (code) => `Order ${code}`,
    ordered: (time) => `Ordered with obligation to pay on ${time} (Paris time)`,
    corrects: (number, day) => `Credit note to invoice ${number} of ${day}`,
    reasons: {
      buyer: 'Reason: cancelled by the buyer',
      admin: 'Reason: refunded by the organiser',
      organiser: 'Reason: session cancelled or moved',
    },
    seller: 'Seller',
    buyer: 'Customer',
    vatNumber: (number) => `VAT number: ${number}`,
    columns: {
      what: 'Description',
      quantity: 'Qty',
      unitPrice: 'Unit incl. VAT',
      rate: 'VAT',
      net: 'Excl. VAT',
      gross: 'Incl. VAT',
    },
    category: 'category',
    places: (count) => (count === 1 ? '1\u00a0place' : `${count}\u00a0places`),
    carried: 'Carried forward',
    brought: 'Brought forward',
    rates: { rate: 'VAT rate', net: 'Excl. VAT', vat: 'VAT', gross: 'Incl. VAT' },
    total: { invoice: 'Total paid, incl. VAT', credit_note: 'Total credited, incl. VAT' },
    notes: {
      invoice: [
        'Paid online, in full, on the day of the sale. No discount for early payment. Fees are included in the prices.',
        'Entry tickets for a set date: no right of withdrawal (French consumer code, art. L221-28, 12°).',
      ],
      credit_note: ['The amount is given back by the means of payment of the order.'],
    },
    terms: (version) => `Terms of sale accepted: version of ${version}.`,
    demo: 'Demonstration shop: the seller is invented and no money was taken. This document is worth nothing.',
    lettersMissing: 'Full name in your account: this document lacks some of its letters.',
    page: (number, of) => `Page ${number}/${of}`,
  },
};
